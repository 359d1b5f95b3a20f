import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateMean } from "./estimate-mean.ts";

const clusters = (...lists: readonly (readonly number[])[]) =>
  lists.map((values) => ({ of: "prompts" as const, values }));

test("`estimateMean()` gives every cluster the same weight, and its interval rests on clusters", () => {
  const estimate = estimateMean(clusters([100, 300], [110], [120], [130], [140], [150]));
  assert.equal(estimate.value, (200 + 110 + 120 + 130 + 140 + 150) / 6);
  assert.equal(estimate.n, 6);
  assert.ok((estimate.low ?? 0) < estimate.value && estimate.value < (estimate.high ?? 0));
});

test("`estimateMean()` gives no interval below 6 clusters, however many values they hold", () => {
  const estimate = estimateMean(clusters([1, 2, 3]));
  assert.deepEqual(estimate, { value: 2, level: 0.95, n: 1, of: "prompts", needs: 6 });
  assert.equal(estimateMean(clusters([1], [2], [3], [4], [5])).low, undefined);
});
