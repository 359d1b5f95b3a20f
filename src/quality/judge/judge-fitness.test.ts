import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Annotation } from "../annotations/annotation.ts";
import { BUILT_IN_RUBRIC } from "../rubric/built-in-rubric.ts";
import { SCORES, type Score } from "../rubric/rubric.ts";
import { type JudgedItem, measureFitness } from "./judge-fitness.ts";

const [coherence] = BUILT_IN_RUBRIC.criteria.slice(0, 1);
const criteria = coherence === undefined ? [] : [coherence];

/** People and a judge who scored so many prompts, an answer each. */
function measure(count: number, judgeOf: (score: Score) => number, scoredCriteria = criteria) {
  const scoreAt = (index: number) => SCORES[(index * 7) % 5] ?? 1;
  const indexes = Array.from({ length: count }, (_, index) => index);
  const annotations = indexes.flatMap((index): readonly Annotation[] =>
    ["ana", "ben"].map((by) => ({ by, item: `i${index}`, scores: { coherence: scoreAt(index) } })),
  );
  const items = indexes.map(
    (index): JudgedItem => ({ item: `i${index}`, prompt: `p${index}`, scores: { coherence: judgeOf(scoreAt(index)) } }),
  );
  return measureFitness({ judge: "j", criteria, items, annotations, scoredCriteria, threshold: 0.4 });
}

describe("measureFitness()", () => {
  it("calls a judge fit whose kappa with people is surely above the threshold", () => {
    const { fitness, criteria: found } = measure(40, (score) => (score === 3 ? 2 : score));
    assert.equal(fitness, "fit");
    const { agreement, people } = found[0] ?? {};
    assert.ok((agreement?.quadraticKappa?.interval?.low ?? 0) > 0.4);
    assert.equal(agreement?.items, 40);
    assert.equal(people?.value, 1, "the people agree with each other");
  });

  it("calls one unfit that gives one score to all, or the opposite", () => {
    assert.equal(measure(40, () => 5).fitness, "unfit");
    assert.equal(measure(40, (score) => 6 - score).fitness, "unfit");
  });

  it("leaves one unproven with too few prompts, no people, or people who scored by another criterion of the name", () => {
    assert.equal(measure(11, (score) => score).fitness, "unproven");
    assert.equal(measure(0, (score) => score).fitness, "unproven");
    const other = criteria.map((one) => ({ ...one, asks: "Is it long?" }));
    const { fitness, criteria: found } = measure(40, (score) => score, other);
    assert.equal(fitness, "unproven");
    assert.equal(found[0]?.answers, 0);
  });
});
