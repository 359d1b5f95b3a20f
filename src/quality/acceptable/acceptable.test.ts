import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILT_IN_RUBRIC } from "../rubric/built-in-rubric.ts";
import { type AnswerFacts, acceptAnswer } from "./accept-answer.ts";
import { defaultAcceptable, wordAcceptable } from "./default-acceptable.ts";
import { parseAcceptable } from "./parse-acceptable.ts";

const parse = (text: string) => parseAcceptable(text, BUILT_IN_RUBRIC);
const facts = (more: Partial<AnswerFacts>): AnswerFacts => ({ points: {}, isEmpty: false, ...more });

test("`parseAcceptable()` reads conditions, and a rule is worded as it is typed", () => {
  const rule = parse(" facets>=80%, checks=all ,coherence >= 4");
  assert.deepEqual(rule, { facets: 0.8, checks: 1, rubric: { coherence: 4 }, setBy: "user" });
  assert.equal(wordAcceptable(rule), "facets>=0.8,checks=all,coherence>=4");
});

test("`parseAcceptable()` refuses what no answer could be held against, and says what there is", () => {
  for (const [text, message, hint] of [
    ["coherance>=4", /no condition "coherance"/, /Did you mean coherence\?/],
    ["coherence>=6", /from 1 to 5 for coherence, not "6"/, /example/],
    ["facets>=1.2", /up to 1 of facets/, /example/],
    ["facets>=0", /above 0/, /example/],
    ["facets", /not "facets"/, /example/],
    ["", /not ""/, /example/],
    ["facets=all,facets>=0.5", /once, not "facets" again/, /example/],
    ["coherence=all", /from 1 to 5 for coherence, not "all"/, /example/],
    ["coherence<4", /not "coherence<4"/, /example/],
  ] as const)
    assert.throws(() => parse(text), { code: "invalid-input", message, hint }, text);
});

test("what is acceptable when nobody says is all that the prompts expect, and nothing where they expect nothing", () => {
  const plain = { id: "a", prompt: "?" };
  assert.equal(defaultAcceptable([plain]), undefined);
  assert.deepEqual(defaultAcceptable([plain, { ...plain, facets: ["x"] }]), { facets: 1, setBy: "assay" });
});

test("`acceptAnswer()` wants every condition, and calls unknown what nobody has scored", () => {
  const rule = parse("facets>=0.8,checks=all,coherence>=4");
  const good = { facets: { found: 4, total: 5 }, checks: { passed: 2, failed: 0, untold: 0 } };
  assert.equal(acceptAnswer(rule, facts({ ...good, points: { coherence: 4 } })), "acceptable");
  assert.equal(acceptAnswer(rule, facts({ ...good, points: { coherence: 3.5 } })), "unacceptable");
  assert.equal(acceptAnswer(rule, facts(good)), "unknown");
  assert.equal(
    acceptAnswer(rule, facts({ ...good, facets: { found: 3, total: 5 } })),
    "unacceptable",
    "whatever people say",
  );
  const untold = { ...good, checks: { passed: 1, failed: 0, untold: 1 }, points: { coherence: 5 } };
  assert.equal(acceptAnswer(rule, facts(untold)), "unknown");
  assert.equal(
    acceptAnswer(rule, facts({ points: { coherence: 5 } })),
    "acceptable",
    "a prompt without facets and checks",
  );
  assert.equal(acceptAnswer(parse("facets=all"), facts({})), "unknown", "a prompt that the rule says nothing of");
  assert.equal(acceptAnswer(rule, facts({ isEmpty: true })), "unacceptable");
});
