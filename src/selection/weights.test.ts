import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_WEIGHTS, normalizeWeights, parseWeights } from "./weights.ts";

test("`parseWeights()` makes the named weights sum to 1 and all others 0", () => {
  const { quality, latency, ...others } = parseWeights("quality=3, latency = 1");
  assert.deepEqual([quality, latency], [0.75, 0.25]);
  assert.ok(Object.values(others).every((weight) => weight === 0));
});

for (const [text, message] of [
  ["speed=1", /one of quality, latency, .*cost, as in quality=3,latency=1, not "speed=1"/],
  ["", /one of quality/],
  ["quality", /numbers from 0, not "quality"/],
  ["quality=-1", /numbers from 0/],
  ["quality=1e3", /numbers from 0/],
  ["quality=NaN", /numbers from 0/],
  ["quality=1=2", /numbers from 0/],
  ["quality=1,quality=2", /named once each/],
  ["quality=0", /above 0 for one objective or more/],
] as const)
  test(`\`parseWeights()\` refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseWeights(text), { code: "invalid-input", message });
  });

test("`parseWeights()` suggests the name that is near", () => {
  assert.throws(() => parseWeights("latncy=1"), { code: "invalid-input", hint: "Did you mean latency?" });
});

test("`normalizeWeights()` refuses what is no weight", () => {
  assert.throws(() => normalizeWeights({ quality: Number.NaN }), { code: "invalid-input" });
  assert.throws(() => normalizeWeights({ quality: 1, memory: -1 }), { code: "invalid-input" });
});

test("`DEFAULT_WEIGHTS` sum to 1, and half the latency is worth 3 points of quality as its comment says", () => {
  const sum = Object.values(DEFAULT_WEIGHTS).reduce((total, weight) => total + weight, 0);
  assert.ok(Math.abs(sum - 1) < 1e-12);
  const points = (weight: number) => Number(((100 * weight * Math.log10(2)) / DEFAULT_WEIGHTS.quality).toFixed(1));
  const { latency, memory, footprint, "decode-rate": decodeRate } = DEFAULT_WEIGHTS;
  assert.deepEqual([latency, memory, footprint, decodeRate].map(points), [3, 2.3, 1.5, 0.8]);
});
