import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedPlan, scriptedTarget } from "../../../test/fixtures/bench/scripted-plan.ts";
import { explainReach, requireDecidable } from "./require-decidable.ts";

const planOf = (count: number, targets = ["a", "b"]) =>
  scriptedPlan({
    targets: targets.map((id) => ({ ...scriptedTarget(id.replace("#twin", "")), id })),
    prompts: {
      name: "some",
      prompts: Array.from({ length: count }, (_, index) => ({ id: `p${index}`, prompt: "Why?" })),
    },
    untilDecided: { level: 0.95 },
  });

test("`requireDecidable()` refuses prompts so few that nothing can be found, and says how many it takes", () => {
  assert.throws(() => requireDecidable(planOf(5)), {
    code: "invalid-input",
    message:
      /^5 prompts cannot decide between 2 models: it takes 9 to find even the largest difference at the level of 95 %\.$/,
    hint: /add prompts/,
  });
  requireDecidable(planOf(9));
  assert.throws(() => requireDecidable(planOf(24), 5), /^AssayError: 5 prompts/);
  assert.throws(() => requireDecidable(planOf(9, ["a", "b", "c", "d"])), /4 models: it takes 11/);
});

test("`requireDecidable()` refuses a single target, a twin of it aside, and lets other plans be", () => {
  assert.throws(() => requireDecidable(planOf(24, ["a"])), /two models or more/);
  assert.throws(() => requireDecidable(planOf(24, ["a", "a#twin"])), /two models or more/);
  requireDecidable(scriptedPlan());
});

test("`explainReach()` says what so many prompts can show, and what equality takes", () => {
  const [few] = explainReach(planOf(24));
  assert.match(
    few?.message ?? "",
    /^At the best, 24 prompts show differences of \d+ points of quality, \d\.\d+x in latency/,
  );
  assert.match(few?.message ?? "", /at least 85 prompts for quality, 202 for latency/);
  const [many] = explainReach(planOf(300));
  assert.doesNotMatch(many?.message ?? "", /at least/);
  assert.deepEqual(explainReach(scriptedPlan()), []);
});
