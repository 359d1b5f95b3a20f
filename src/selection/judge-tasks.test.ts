import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { RunSummary } from "../bench/summary/scorecard.ts";
import { judgeTasks } from "./judge-tasks.ts";

/** A run of one target whose answers to the first `tasks` tasks find so many of four facets each. */
function run(found: readonly number[], tasks = 1): RunSummary {
  const summary = syntheticRun({ targets: [{ id: "a" }], prompts: found.length * tasks });
  const prompts = summary.run.plan.prompts.prompts.map((prompt, index) => ({
    ...prompt,
    task: `task-${index % tasks}`,
    facets: ["one", "two", "three", "four"],
  }));
  const scorecards = summary.scorecards.map((card) => ({
    ...card,
    prompts: card.prompts.map((result, index) => ({
      ...result,
      flags: [],
      facets: { found: found[Math.floor(index / tasks)] ?? 0, expected: 4, missed: [] },
    })),
  }));
  const { plan } = summary.run;
  return { ...summary, scorecards, run: { ...summary.run, plan: { ...plan, prompts: { ...plan.prompts, prompts } } } };
}

const DEMAND = { floor: 0.7, leastPrompts: 8 };

describe("judgeTasks()", () => {
  it("carries a task by the lower end of its interval, not by its value", () => {
    const [good] = judgeTasks(run(Array.from({ length: 16 }, () => 4)), DEMAND);
    assert.deepEqual([good?.state, good?.value, good?.n], ["carried", 1, 16]);
    const mixed = [4, 4, 4, 0, 4, 4, 3, 4, 0, 4, 4, 4];
    const [open] = judgeTasks(run(mixed), DEMAND);
    assert.ok(open?.value !== undefined && open.value > 0.7 && open.state === "open", JSON.stringify(open));
    const [below] = judgeTasks(run(Array.from({ length: 16 }, () => 1)), DEMAND);
    assert.equal(below?.state, "below");
  });

  it("asks for more where more is said, so that all statements hold together", () => {
    const found = [4, 4, 4, 3, 4, 4, 4, 3, 4, 4, 4, 4];
    const [alone] = judgeTasks(run(found), DEMAND);
    const [oneOfTen] = judgeTasks(run(found, 10), DEMAND);
    assert.equal(oneOfTen?.n, alone?.n);
    assert.deepEqual([alone?.level, oneOfTen?.level.toFixed(3)], [0.95, "0.995"]);
    assert.ok((oneOfTen?.interval?.low ?? 1) < (alone?.interval?.low ?? 0));
  });

  it("says nothing of a target that was measured a second time, and widens no interval for it", () => {
    const once = run([4, 4, 4, 3, 4, 4, 4, 3, 4, 4, 4, 4]);
    const twins = once.scorecards.map((card) => ({
      ...card,
      target: { ...card.target, id: `${card.target.id}#twin` },
    }));
    const twice = { ...once, scorecards: [...once.scorecards, ...twins] };
    assert.deepEqual(judgeTasks(twice, DEMAND), judgeTasks(once, DEMAND));
  });
});
