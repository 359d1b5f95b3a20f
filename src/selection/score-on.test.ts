import assert from "node:assert/strict";
import { test } from "node:test";
import type { TargetFigures } from "./compared-figures.ts";
import { scoreOn, toUtility, valueOn } from "./score-on.ts";
import { normalizeWeights } from "./weights.ts";

const figures: TargetFigures = {
  target: "a",
  values: {
    quality: { type: "shares", found: [1, 3], expected: [2, 8] },
    latency: { type: "means", values: [100, 300] },
    memory: { type: "constant", value: 1000 },
  },
};

test("`valueOn()` pools facets, averages over prompts and counts a prompt as often as it was drawn", () => {
  const { quality, latency, memory } = figures.values;
  assert.ok(quality && latency && memory);
  assert.equal(valueOn(quality, [0, 1]), 0.4);
  assert.equal(valueOn(quality, [0, 0, 1]), 5 / 12);
  assert.equal(valueOn(latency, [0, 0, 1, 1]), 200);
  assert.equal(valueOn(memory, [1]), 1000);
});

test("`toUtility()` counts a factor of 10 as 1, and quality as it is", () => {
  assert.equal(toUtility("quality", 0.4), 0.4);
  assert.ok(Math.abs(toUtility("latency", 200) - toUtility("latency", 2000) - 1) < 1e-12);
  assert.ok(Math.abs(toUtility("decode-rate", 50) - toUtility("decode-rate", 5) - 1) < 1e-12);
});

test("`scoreOn()` sums weighted utilities of what has a weight", () => {
  const weights = normalizeWeights({ quality: 1, memory: 1 });
  assert.ok(Math.abs(scoreOn(figures, [0, 1], weights) - (0.5 * 0.4 - 0.5 * 3)) < 1e-12);
});
