import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../lib/random.ts";
import { drawAny } from "../stats/draw-weights.ts";
import { findLeastChange, findSingleChange } from "./flip-weights.ts";

const leadAt = (gains: readonly number[], weights: readonly number[]) =>
  gains.reduce((sum, gain, index) => sum + gain * (weights[index] ?? 0), 0);

test("`findSingleChange()` names the weight at which both score alike, the others in proportion", () => {
  // Quality 20 points ahead, latency a factor of ten behind: 0.2 q = 1 - q at q = 5/6.
  const list = [
    { gain: 0.2, weight: 0.9 },
    { gain: -1, weight: 0.1 },
  ];
  const change = findSingleChange(list);
  assert.ok(change !== undefined);
  assert.equal(change.index, 0);
  assert.ok(Math.abs(change.to - 5 / 6) < 1e-12);
});

test("`findSingleChange()` and `findLeastChange()` find nothing where the leader is ahead in everything", () => {
  const list = [
    { gain: 0.2, weight: 0.5 },
    { gain: 0.1, weight: 0.5 },
  ];
  assert.equal(findSingleChange(list), undefined);
  assert.equal(findLeastChange(list), undefined);
});

test("`findSingleChange()` finds nothing for a single objective", () => {
  assert.equal(findSingleChange([{ gain: 0.2, weight: 1 }]), undefined);
});

test("`findLeastChange()` finds weights at which both score alike, and no weights drawn at random are nearer", () => {
  const random = createRandom(7);
  for (let round = 0; round < 30; round++) {
    const gains = Array.from({ length: 4 }, () => random.next() - 0.4);
    const weights = drawAny(4, random);
    if (leadAt(gains, weights) <= 0) continue;
    const list = gains.map((gain, index) => ({ gain, weight: weights[index] ?? 0 }));
    const least = findLeastChange(list);
    if (least === undefined) {
      assert.ok(gains.every((gain) => gain > 0));
      continue;
    }
    assert.ok(Math.abs(leadAt(gains, least.weights)) < 1e-9);
    assert.ok(Math.abs(least.weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-9);
    assert.ok(least.weights.every((weight) => weight >= 0));
    for (let draw = 0; draw < 2_000; draw++) {
      const other = drawAny(4, random);
      if (leadAt(gains, other) > 0) continue;
      const distance = other.reduce((sum, weight, index) => sum + Math.abs(weight - (weights[index] ?? 0)), 0);
      assert.ok(distance >= least.distance - 1e-9);
    }
  }
});

test("`findLeastChange()` needs no more than the single change does", () => {
  const list = [
    { gain: 0.3, weight: 0.6 },
    { gain: -0.2, weight: 0.2 },
    { gain: -0.4, weight: 0.2 },
  ];
  const single = findSingleChange(list);
  const least = findLeastChange(list);
  assert.ok(single && least);
  const moved = Math.abs(single.to - (list[single.index]?.weight ?? 0));
  assert.ok(least.distance <= 2 * moved + 1e-12);
});
