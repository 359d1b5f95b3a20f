import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateMean } from "./estimate-mean.ts";

const clusters = (...lists: readonly (readonly number[])[]) =>
  lists.map((values) => ({ of: "prompts" as const, values }));

test("`estimateMean()` gives every cluster the same weight, and its interval rests on clusters", () => {
  const others = [110, 120, 130, 140, 150, 160, 170, 180, 190, 200, 210];
  const estimate = estimateMean(clusters([100, 300], ...others.map((value) => [value])));
  assert.equal(estimate.value, (200 + others.reduce((sum, value) => sum + value)) / 12);
  assert.equal(estimate.n, 12);
  assert.ok((estimate.low ?? 0) < estimate.value && estimate.value < (estimate.high ?? 0));
});

test("`estimateMean()` gives no interval below 12 clusters, however many values they hold", () => {
  const estimate = estimateMean(clusters([1, 2, 3]));
  assert.deepEqual(estimate, { value: 2, level: 0.95, n: 1, of: "prompts", needs: 12 });
  assert.equal(estimateMean(clusters([1], [2], [3], [4], [5], [6], [7], [8], [9], [10], [11])).low, undefined);
});
