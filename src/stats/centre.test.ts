import assert from "node:assert/strict";
import { it } from "node:test";
import { mean, median } from "./centre.ts";

it("`mean()` is the sum over the count", () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.equal(mean([-5]), -5);
});

it("`mean()` refuses an empty sample, NaN and infinite values", () => {
  assert.throws(() => mean([]), { code: "invalid-input", message: /To take a mean, .* at least one value/ });
  assert.throws(() => mean([1, Number.NaN]), { code: "invalid-input", message: /NaN \(at index 1\)/ });
  assert.throws(() => mean([Number.NEGATIVE_INFINITY]), { code: "invalid-input" });
});

it("`median()` is the middle value, or the mean of the two middle ones", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 6]), 5.5);
});

it("`median()` refuses an empty sample and NaN", () => {
  assert.throws(() => median([]), { code: "invalid-input" });
  assert.throws(() => median([Number.NaN]), { code: "invalid-input" });
});
