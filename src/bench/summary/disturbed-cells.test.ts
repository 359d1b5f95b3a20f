import assert from "node:assert/strict";
import { test } from "node:test";
import { reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import { listSessions, withoutSuperseded } from "./current-samples.ts";
import { listDisturbedCells } from "./disturbed-cells.ts";

const { summary, samples } = reportFixture({ prompts: 3, rounds: 2, failing: false });
const scorecards = summary.scorecards.map(({ drift: _, ...card }) => card);
const quiet = { ...summary, scorecards, disturbances: [] };
const calm = samples.map((sample) => ({ ...sample, loopDelayMs: 1 }));
const timed = calm.filter(({ phase }) => phase === "timed");
const [one] = timed;
assert.ok(one);

test("`listDisturbedCells()` finds nothing in a quiet run, and everything where the machine was busy", () => {
  assert.equal(listDisturbedCells(quiet, calm).size, 0);
  const busy = listDisturbedCells({ ...quiet, disturbances: ["the machine was busy"] }, calm);
  assert.equal(busy.size, new Set(timed.map(({ cell }) => cell)).size);
});

test("`listDisturbedCells()` takes the same prompt and round of every other target along", () => {
  const entries = calm.map((sample) => (sample === one ? { ...sample, loopDelayMs: 90 } : sample));
  const beside = timed.filter(({ prompt, round }) => prompt === one.prompt && round === one.round);
  assert.deepEqual([...listDisturbedCells(quiet, entries)].sort(), beside.map(({ cell }) => cell).sort());
  assert.ok(beside.length > 1);
});

test("`withoutSuperseded()` keeps the last sample of each cell, and a session without any no longer counts", () => {
  const session = { type: "session", startedAt: "", clockOrigin: 0, processId: 1 } as const;
  const later = { ...one, loopDelayMs: 2 };
  const entries = [session, one, session, later];
  assert.deepEqual(withoutSuperseded(entries), [session, session, later]);
  assert.deepEqual(
    listSessions(withoutSuperseded(entries)).map(({ current }) => current),
    [0, 1],
  );
});
