import assert from "node:assert/strict";
import { it } from "node:test";
import { outliers, robustZ } from "./outliers.ts";

it("`outliers()` finds the values far off on either side", () => {
  assert.deepEqual(outliers([10, 11, 12, 13, 14, 60, -40]), [5, 6]);
});

it("`outliers()` flags only what lies beyond 3.5", () => {
  // Median 10, deviation 1: 0.6745 * 5.18 = 3.494 and 0.6745 * 5.2 = 3.507.
  assert.deepEqual(outliers([9, 10, 11, 9, 10, 11, 15.18]), []);
  assert.deepEqual(outliers([9, 10, 11, 9, 10, 11, 15.2]), [6]);
});

it("`outliers()` is absent when the deviation is 0", () => {
  assert.equal(outliers([5, 5, 5, 90]), undefined);
});

it("`outliers()` refuses an empty sample", () => {
  assert.throws(() => outliers([]), { code: "invalid-input" });
});

it("`robustZ()` measures from the median in median absolute deviations", () => {
  assert.deepEqual(robustZ([1, 2, 3, 4, 13]), [-1.349, -0.6745, 0, 0.6745, 6.745]);
});

it("`robustZ()` is absent when the deviation is 0", () => {
  assert.equal(robustZ([5, 5, 5, 90]), undefined);
  assert.equal(robustZ([5]), undefined);
});

it("`robustZ()` refuses an empty sample", () => {
  assert.throws(() => robustZ([]), { code: "invalid-input" });
});
