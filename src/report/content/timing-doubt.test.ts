import assert from "node:assert/strict";
import { test } from "node:test";
import { describeBusy } from "../../bench/summary/busy-machine.ts";
import { timingDoubt } from "./timing-doubt.ts";

test("a busy machine is said beside every speed, and a quiet one is not", () => {
  const busy = describeBusy({ loadAverage: 3.4, cpuCount: 2 });
  assert.deepEqual(timingDoubt(busy === undefined ? [] : [busy]), [
    "Timing was disturbed: the machine was already busy when the run began (load average 3.4 on 2 processors). Nothing can be concluded from it.",
  ]);
  assert.equal(describeBusy({ loadAverage: 1.4, cpuCount: 2 }), undefined);
  assert.deepEqual(timingDoubt([]), []);
});
