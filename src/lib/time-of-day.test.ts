import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTimeOfDay, waitUntil } from "./time-of-day.ts";

test("`nextTimeOfDay()` is today when it is still to come, else tomorrow", () => {
  const now = new Date(2026, 10, 21, 22, 30);
  assert.deepEqual(nextTimeOfDay("23:00", now), new Date(2026, 10, 21, 23, 0));
  assert.deepEqual(nextTimeOfDay("2:00", now), new Date(2026, 10, 22, 2, 0));
  assert.deepEqual(nextTimeOfDay("22:30", now), now);
  for (const time of ["24:00", "2", "02:60", "soon", ""])
    assert.throws(() => nextTimeOfDay(time, now), { code: "invalid-input" }, time);
});

test("`waitUntil()` follows the wall clock, also when it is set meanwhile, and can be stopped", async () => {
  let wall = new Date(2026, 10, 21, 22, 0);
  let slept = 0;
  const clock = {
    now: () => 0,
    sleep: async (ms: number) => {
      slept += 1;
      wall = new Date(wall.getTime() + (slept === 3 ? 7_200_000 : ms));
    },
  };
  await waitUntil(new Date(2026, 10, 21, 23, 30), { clock, now: () => wall });
  assert.equal(slept, 3);
  const at = new Date(2099, 0);
  await assert.rejects(waitUntil(at, { clock, now: () => wall }, AbortSignal.abort()), { code: "aborted" });
});
