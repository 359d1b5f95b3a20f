import assert from "node:assert/strict";
import { it } from "node:test";
import { median } from "./median.ts";

it("`median()` is the middle value, or the mean of the two middle ones", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 6]), 5.5);
});

it("`median()` refuses an empty sample and NaN", () => {
  assert.throws(() => median([]), { code: "invalid-input" });
  assert.throws(() => median([Number.NaN]), { code: "invalid-input" });
});
