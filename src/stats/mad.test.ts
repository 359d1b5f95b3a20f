import assert from "node:assert/strict";
import { it } from "node:test";
import { mad } from "./mad.ts";

it("`mad()` is the median distance from the median", () => {
  assert.equal(mad([1, 1, 2, 2, 4, 6, 9]), 1);
});

it("`mad()` is 0 when more than half of the values are the same", () => {
  assert.equal(mad([5, 5, 5, 90]), 0);
});

it("`mad()` refuses an empty sample and NaN", () => {
  assert.throws(() => mad([]), { code: "invalid-input" });
  assert.throws(() => mad([1, Number.NaN]), { code: "invalid-input" });
});
