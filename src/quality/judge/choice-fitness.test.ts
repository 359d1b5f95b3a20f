import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Preference } from "../preferences/preference.ts";
import { type JudgedPair, measureChoiceFitness } from "./choice-fitness.ts";

type Better = JudgedPair["better"];

/** Two people and a judge who compared answers to so many prompts; the people prefer each side about as often. */
function measure(count: number, judgeOf: (liked: string, other: string, index: number) => Better) {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const idsOf = (index: number) => [`a${index}`, `b${index}`] as const;
  const isFirst = (index: number) => (index * 5) % 3 < 1.5 !== index % 2 < 1;
  const preferences = indexes.flatMap((index): readonly Preference[] => {
    const [left, right] = idsOf(index);
    return ["ana", "ben"].map((by) => ({ by, left, right, choice: isFirst(index) ? "left" : "right" }));
  });
  const pairs = indexes.map((index): JudgedPair => {
    const [first, second] = idsOf(index);
    const better = isFirst(index) ? judgeOf(first, second, index) : judgeOf(second, first, index);
    return { prompt: `p${index}`, first, second, ...(better !== undefined && { better }) };
  });
  return measureChoiceFitness({ judge: "j", pairs, preferences, threshold: 0.4 });
}

describe("measureChoiceFitness()", () => {
  it("calls a judge fit that surely chooses as people do", () => {
    const found = measure(40, (liked, other, index) => (index % 10 === 0 ? other : liked));
    assert.equal(found.fitness, "fit");
    assert.deepEqual([found.pairs, found.prompts, found.people?.value], [40, 40, 1]);
  });

  it("calls one unfit that chooses the opposite, by a coin, or changes with the order in most pairs", () => {
    assert.equal(measure(40, (_, other) => other).fitness, "unfit");
    assert.equal(measure(40, (liked, other, index) => (index % 4 < 2 ? liked : other)).fitness, "unfit");
    assert.equal(measure(40, () => undefined).fitness, "unfit");
    assert.equal(
      measure(40, (liked, _, index) => (index % 5 === 0 ? liked : undefined)).fitness,
      "unfit",
      "where it chose, it chose well",
    );
  });

  it("leaves one unproven below 12 prompts, and without people", () => {
    assert.equal(measure(11, (liked) => liked).fitness, "unproven");
    const nobody = measure(0, (liked) => liked);
    assert.deepEqual([nobody.fitness, nobody.pairs, nobody.agreement], ["unproven", 0, undefined]);
  });
});
