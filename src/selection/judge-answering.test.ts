import assert from "node:assert/strict";
import { test } from "node:test";
import { syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import { judgeAnswering } from "./judge-answering.ts";

const error = { code: "timeout", message: "Cannot answer as time ran out" } as const;
const [a, b] = syntheticRun({ targets: [{ id: "a" }, { id: "b" }], prompts: 4 }).scorecards as [Scorecard, Scorecard];

function without(
  card: Scorecard,
  lost: number,
  flags: PromptResult["flags"],
  rest: Partial<Scorecard> = {},
): Scorecard {
  const prompts = card.prompts.map(
    (one, index): PromptResult => (index < lost ? { prompt: one.prompt, values: {}, answers: 0, flags } : one),
  );
  return { ...card, status: "partial", prompts, ...rest };
}

test("`judgeAnswering()` excludes a target that never answered, with the error", () => {
  const failed: Scorecard = { ...a, status: "failed", error, prompts: [] };
  assert.deepEqual(judgeAnswering(failed, [failed, b]), [
    { target: "a", constraint: "must answer", state: "failed", because: "Cannot answer as time ran out (timeout)" },
  ]);
});

test("`judgeAnswering()` calls a target that was never asked unproven", () => {
  const [judgement] = judgeAnswering({ ...a, status: "failed", prompts: [] }, [b]);
  assert.equal(judgement?.state, "unproven");
});

test("`judgeAnswering()` calls a target unproven that failed where another answered", () => {
  const card = without(a, 2, ["failed"]);
  const [judgement] = judgeAnswering(card, [card, b]);
  assert.equal(judgement?.state, "unproven");
  assert.equal(judgement?.because, "2 of 4 prompts have no answer, and others answered them");
});

test("`judgeAnswering()` counts what a dead target was no longer asked, and names the error", () => {
  const card = without(a, 1, [], { error });
  assert.match(judgeAnswering(card, [card, b])[0]?.because ?? "", /^1 of 4 prompts have no answer \(timeout\)/);
});

test("`judgeAnswering()` holds no prompt against a target that nobody answered, or that was not asked yet", () => {
  const [one, other] = [without(a, 1, ["failed"]), without(b, 1, ["failed"])];
  assert.deepEqual(judgeAnswering(one, [one, other]), []);
  const stopped = without(a, 2, []);
  assert.deepEqual(judgeAnswering(stopped, [stopped, b]), []);
});

const emptyOf = (card: Scorecard, lost: number, cutThinking = 0): Scorecard => {
  const prompts = card.prompts.map((one, index) =>
    index < lost ? { ...one, answers: 0, text: "", flags: ["empty" as const] } : one,
  );
  return { ...card, prompts, counts: { ...card.counts, empty: lost, cutThinking } };
};

test("`judgeAnswering()` excludes a target whose answers are all empty, and says what came in their place", () => {
  assert.deepEqual(judgeAnswering(emptyOf(a, 4), [b]), [
    { target: "a", constraint: "must answer", state: "failed", because: "4 of 4 answers hold no text" },
  ]);
  assert.match(judgeAnswering(emptyOf(a, 4, 3), [b])[0]?.because ?? "", /3 were cut .* thinking: raise maxTokens$/);
});

test("`judgeAnswering()` calls a target unproven whose answer is empty where another answered", () => {
  const card = emptyOf(a, 1);
  const [judgement] = judgeAnswering(card, [card, b]);
  assert.equal(judgement?.state, "unproven");
  assert.match(judgement?.because ?? "", /^1 of 4 prompts have no answer \(1 of 4 answers holds no text\)/);
});
