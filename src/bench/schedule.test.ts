import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedPlan } from "../../test/fixtures/bench/scripted-plan.ts";
import { createSchedule } from "./schedule.ts";

test("`createSchedule()` is the same for the same seed, and shuffles prompts by round", () => {
  const plan = scriptedPlan({ rounds: 6 });
  const prompts = (seed: number) => {
    const turns = createSchedule({ ...plan, seed }, "interleaved");
    return turns.flatMap(({ cells }) => cells.map(({ prompt }) => prompt.id)).join(" ");
  };
  assert.equal(prompts(1), prompts(1));
  assert.notEqual(prompts(1), prompts(2));
});

for (const grain of ["interleaved", "by-round", "blocked"] as const) {
  test(`\`createSchedule()\` holds every cell exactly once when ${grain}`, () => {
    const plan = scriptedPlan({ rounds: 4 });
    const cells = createSchedule(plan, grain).flatMap((turn) => turn.cells.map(({ id }) => id));
    assert.equal(cells.length, 2 * 3 * 4);
    assert.equal(new Set(cells).size, cells.length);
  });
}
