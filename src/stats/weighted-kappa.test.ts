import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { weightedKappa } from "./weighted-kappa.ts";

/** Answers of 91 married couples, husbands by rows (Hout, Duncan and Sobel 1987; Agresti, "Categorical Data Analysis", 1990). */
const COUPLES = [
  [7, 7, 2, 3],
  [2, 8, 3, 7],
  [1, 5, 4, 9],
  [2, 8, 9, 14],
];
const pairs = COUPLES.flatMap((row, a) =>
  row.flatMap((times, b) => Array.from({ length: times }, () => [a, b] as const)),
);
const first = pairs.map(([a]) => a);
const second = pairs.map(([, b]) => b);

describe("weightedKappa()", () => {
  it("agrees with the published table of 91 couples", () => {
    // The linear one as R's vcd gives it for this table; the quadratic one as scikit-learn does.
    assert.ok(Math.abs((weightedKappa(first, second, { weights: "linear" }) ?? 0) - 0.2374) < 5e-5);
    assert.ok(Math.abs((weightedKappa(first, second, { weights: "quadratic" }) ?? 0) - 0.3320455862468611) < 1e-12);
  });

  it("is 1 for raters who agree, below 0 for those who contradict each other, and 0 where one says nothing", () => {
    for (const weights of ["linear", "quadratic"] as const) {
      assert.equal(weightedKappa([1, 3, 5], [1, 3, 5], { weights }), 1);
      assert.equal(weightedKappa([1, 5, 1, 5], [5, 1, 5, 1], { weights }), -1);
      assert.equal(weightedKappa([3, 3, 3, 3], [1, 2, 4, 5], { weights }), 0);
    }
  });

  it("is absent where both gave one point throughout", () => {
    assert.equal(weightedKappa([4, 4, 4], [4, 4, 4], { weights: "quadratic" }), undefined);
  });

  it("refuses raters of different items", () => {
    assert.throws(() => weightedKappa([1], [1, 2], { weights: "linear" }), { code: "invalid-input" });
    assert.throws(() => weightedKappa([], [], { weights: "linear" }), { code: "invalid-input" });
  });
});
