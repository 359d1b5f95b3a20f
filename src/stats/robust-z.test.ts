import assert from "node:assert/strict";
import { it } from "node:test";
import { robustZ } from "./robust-z.ts";

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
