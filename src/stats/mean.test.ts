import assert from "node:assert/strict";
import { it } from "node:test";
import { mean } from "./mean.ts";

it("`mean()` is the sum over the count", () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.equal(mean([-5]), -5);
});

it("`mean()` refuses an empty sample, NaN and infinite values", () => {
  assert.throws(() => mean([]), { code: "invalid-input", message: /Cannot take a mean as .* empty sample/ });
  assert.throws(() => mean([1, Number.NaN]), { code: "invalid-input", message: /NaN at index 1/ });
  assert.throws(() => mean([Number.NEGATIVE_INFINITY]), { code: "invalid-input" });
});
