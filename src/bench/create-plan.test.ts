import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedPlan, scriptedTarget } from "../../test/fixtures/bench/scripted-plan.ts";

test("`createPlan()` is deterministic unless told otherwise", () => {
  const plan = scriptedPlan();
  assert.equal(plan.rounds, 3);
  assert.equal(plan.warmUp, 1);
  assert.deepEqual(plan.request, { temperature: 0, seed: 1, maxTokens: 160, stream: true, prefixCache: "off" });
});

for (const [what, options] of [
  ["0 rounds", { rounds: 0 }],
  ["more rounds than a run can hold", { rounds: 100_001 }],
  ["negative rounds", { rounds: -1 }],
  ["NaN rounds", { rounds: Number.NaN }],
  ["half a round", { rounds: 1.5 }],
  ["a negative warm-up", { warmUp: -1 }],
  ["a NaN temperature", { temperature: Number.NaN }],
  ["a temperature of 3", { temperature: 3 }],
  ["0 tokens", { maxTokens: 0 }],
  ["a time limit of 0", { timeLimitMs: 0 }],
  ["no target", { targets: [] }],
  ["no prompt", { prompts: { name: "none", prompts: [] } }],
  ["the same target twice", { targets: [scriptedTarget("a"), scriptedTarget("a")] }],
] as const) {
  test(`\`createPlan()\` refuses ${what}, naming what was given`, () => {
    assert.throws(() => scriptedPlan(options), { code: "invalid-input", message: /must be .*, not / });
  });
}
