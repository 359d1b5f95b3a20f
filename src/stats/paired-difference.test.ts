import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../lib/random.ts";
import { normalQuantile } from "./normal.ts";
import { pairedDifference } from "./paired-difference.ts";

const byPrompt = (...lists: readonly (readonly number[])[]) =>
  new Map(lists.map((list, index) => [`prompt-${index}`, list] as const));

describe("pairedDifference()", () => {
  it("compares the mean of each prompt, all prompts weighing the same", () => {
    const found = pairedDifference(byPrompt([10, 20], [30]), byPrompt([10], [10, 10, 10]), { seed: 1 });
    assert.equal(found.pairs, 2);
    assert.equal(found.difference, 12.5);
    assert.equal(found.ratio, 45 / 20);
    assert.equal(found.differenceInterval?.clusters, 2);
    assert.equal(found.differenceInterval?.estimate, 12.5);
    assert.equal(found.ratioInterval?.estimate, 45 / 20);
  });

  it("sees a small difference under a large spread between prompts", () => {
    const b = [100, 900, 250, 4000, 1800, 60, 700, 330];
    const a = b.map((value, index) => value + 10 + (index % 2));
    const found = pairedDifference(byPrompt(...a.map((v) => [v])), byPrompt(...b.map((v) => [v])), { seed: 1 });
    assert.equal(found.difference, 10.5);
    assert.equal(found.excludesZero, true);
    assert.ok((found.differenceInterval?.low ?? 0) >= 10 && (found.differenceInterval?.high ?? 0) <= 11);
  });

  it("counts and leaves out prompts that only one side has values for", () => {
    const a = new Map([
      ["both", [1]],
      ["only a", [5]],
      ["failed on b", [5]],
    ]);
    const b = new Map([
      ["both", [3]],
      ["failed on b", []],
      ["only b", [7]],
    ]);
    const found = pairedDifference(a, b, { seed: 1 });
    assert.equal(found.pairs, 1);
    assert.equal(found.unmatched, 3);
    assert.equal(found.difference, -2);
    assert.equal(found.differenceInterval, undefined);
    assert.equal(found.minimumDetectableEffect, undefined);
    assert.equal(found.excludesZero, false);
  });

  it("has nothing to say without pairs", () => {
    const found = pairedDifference(new Map([["x", [1]]]), new Map([["y", [1]]]), { seed: 1 });
    assert.equal(found.pairs, 0);
    assert.equal(found.difference, undefined);
    assert.equal(found.ratio, undefined);
    assert.equal(found.excludesZero, false);
  });

  it("settles nothing on fewer than 6 pairs, even when all point one way", () => {
    const five = pairedDifference(byPrompt([2], [2], [2], [2], [2.1]), byPrompt([1], [1], [1], [1], [1]), { seed: 1 });
    assert.ok((five.differenceInterval?.low ?? 0) > 0);
    assert.equal(five.excludesZero, false);
    assert.equal(five.pairsNeeded, 6);
    const six = pairedDifference(byPrompt([2], [2], [2], [2], [2], [2.1]), byPrompt([1], [1], [1], [1], [1], [1]), {
      seed: 1,
    });
    assert.equal(six.excludesZero, true);
  });

  it("finds no difference between a target and itself", () => {
    const same = byPrompt([1], [2], [3], [4], [5], [6], [7]);
    const found = pairedDifference(same, same, { seed: 1 });
    assert.equal(found.difference, 0);
    assert.equal(found.ratio, 1);
    assert.equal(found.excludesZero, false);
    assert.equal(found.minimumDetectableEffect, 0);
  });

  it("finds a difference in at most about one of twenty comparisons of equals", () => {
    const random = createRandom(13);
    const noise = () => Math.exp(0.3 * normalQuantile(random.next() || 0.5));
    for (const pairs of [6, 12]) {
      let found = 0;
      for (let trial = 0; trial < 400; trial++) {
        const side = () => byPrompt(...Array.from({ length: pairs }, () => [noise()]));
        if (pairedDifference(side(), side(), { seed: trial, resamples: 400 }).excludesZero) found++;
      }
      assert.ok(found / 400 <= 0.08, `${found} of 400 with ${pairs} pairs`);
    }
  });

  it("has no ratio where a value is negative or B is 0 throughout", () => {
    assert.equal(pairedDifference(byPrompt([1], [-1]), byPrompt([1], [1]), { seed: 1 }).ratio, undefined);
    assert.equal(pairedDifference(byPrompt([1], [1]), byPrompt([0], [0]), { seed: 1 }).ratio, undefined);
  });

  it("keeps the ratio without its interval when B is 0 in some draw", () => {
    const found = pairedDifference(byPrompt([1], [1]), byPrompt([0], [2]), { seed: 1 });
    assert.equal(found.ratio, 1);
    assert.equal(found.ratioInterval, undefined);
  });

  it("takes 2.8 standard errors as the minimum detectable effect", () => {
    const found = pairedDifference(byPrompt([1], [2], [3], [4]), byPrompt([0], [0], [0], [0]), { seed: 1 });
    assert.ok(Math.abs((found.minimumDetectableEffect ?? 0) - 2.8 * Math.sqrt(5 / 3 / 4)) < 1e-12);
  });

  it("refuses values that are not finite and options out of range", () => {
    const one = byPrompt([1], [2]);
    assert.throws(() => pairedDifference(byPrompt([Number.NaN], [1]), one, { seed: 1 }), { code: "invalid-input" });
    assert.throws(() => pairedDifference(one, one, { seed: 1, level: 0 }), { code: "invalid-input" });
    assert.throws(() => pairedDifference(one, one, { seed: 0.5 }), { code: "invalid-input" });
  });
});
