import assert from "node:assert/strict";
import { test } from "node:test";
import { distinctShares } from "./distinct-n.ts";

test("`distinctShares()` divides different n-grams by all", () => {
  // The words a b a b: 2 of 4; pairs ab ba ab: 2 of 3; triples aba bab: 2 of 2.
  assert.deepEqual(distinctShares(["a b a b"]), { shares: [0.5, 2 / 3, 1], answers: 1 });
});

test("`distinctShares()` pools answers, and no n-gram goes across two", () => {
  const shares = distinctShares(["red green blue", "red green blue"])?.shares;
  assert.deepEqual(shares, [0.5, 0.5, 0.5]);
});

test("`distinctShares()` of answers without three words is absent", () => {
  assert.equal(distinctShares(["yes", "no", ""]), undefined);
  assert.equal(distinctShares([]), undefined);
});
