import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedPlan } from "../../test/fixtures/bench/scripted-plan.ts";
import { listLooks, partIntoStages } from "./stages.ts";

const prompts = (count: number) => ({
  name: "many",
  prompts: Array.from({ length: count }, (_, index) => ({ id: `p${index}`, prompt: `Question ${index}?` })),
});

test("`listLooks()` looks after growing shares of the prompts, and last after all", () => {
  assert.deepEqual(listLooks(40), [8, 12, 18, 27, 40]);
  assert.deepEqual(listLooks(27), [8, 12, 18, 27]);
  assert.deepEqual(listLooks(8), [8]);
  assert.deepEqual(listLooks(5), [5]);
});

test("`partIntoStages()` measures each request of a plan once, all rounds of a prompt before the look that counts it", () => {
  const plan = scriptedPlan({ prompts: prompts(20), rounds: 2, untilDecided: { level: 0.95 } });
  const stages = partIntoStages(plan, "interleaved");
  assert.deepEqual(
    stages.map((stage) => stage.prompts),
    [8, 12, 18, 20],
  );
  const cells = stages.map(({ turns }) => turns.flatMap((turn) => turn.cells));
  assert.equal(new Set(cells.flat().map(({ id }) => id)).size, 2 * 20 * 2);
  assert.equal(cells[0]?.length, 2 * 8 * 2);
  assert.equal(new Set(cells[0]?.map(({ prompt }) => prompt.id)).size, 8);
});

test("`partIntoStages()` asks prompts in an order of its own that the seed determines", () => {
  const first = (seed: number) =>
    partIntoStages(scriptedPlan({ prompts: prompts(24), seed, untilDecided: { level: 0.95 } }), "interleaved")[0]
      ?.turns.map(({ cells }) => cells[0]?.id)
      .toSorted();
  assert.deepEqual(first(1), first(1));
  assert.notDeepEqual(first(1), first(2));
});

test("`partIntoStages()` keeps to the most prompts, and measures other plans as a whole", () => {
  const staged = partIntoStages(
    scriptedPlan({ prompts: prompts(24), untilDecided: { level: 0.95 } }),
    "interleaved",
    10,
  );
  assert.deepEqual(
    staged.map((stage) => stage.prompts),
    [8, 10],
  );
  const [whole, ...more] = partIntoStages(scriptedPlan({ prompts: prompts(24), rounds: 1 }), "interleaved");
  assert.deepEqual([whole?.turns.length, more.length], [48, 0]);
});
