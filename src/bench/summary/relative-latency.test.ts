import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../../lib/random.ts";
import { latencyOutliers, type PromptLatency, relativeLatency } from "./relative-latency.ts";

test("`relativeLatency()` compares each request with its own prompt", () => {
  const requests = [
    { prompt: "short", e2eMs: 10 },
    { prompt: "long", e2eMs: 1000 },
    { prompt: "short", e2eMs: 20 },
    { prompt: "short", e2eMs: 30 },
  ];
  assert.deepEqual(relativeLatency(requests), [0.5, 1, 1, 1.5]);
});

/** Requests for 24 prompts of lengths of their own, with noise of 5 %. */
function noisy(rounds: number, seed: number): PromptLatency[] {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Array.from({ length: 24 }, (_, prompt) => {
    const typicalMs = 100 * Math.exp(normal());
    return Array.from({ length: rounds }, () => ({
      prompt: `p${prompt}`,
      e2eMs: typicalMs * Math.exp(0.05 * normal()),
    }));
  }).flat();
}

test("`latencyOutliers()` flags less than 1 in 100 clean requests, at few rounds too", () => {
  for (const rounds of [2, 3, 4, 5, 8]) {
    const runs = Array.from({ length: 100 }, (_, seed) => noisy(rounds, seed + 1));
    const flagged = runs.reduce((sum, run) => sum + latencyOutliers(run).length, 0);
    assert.ok(flagged / (100 * 24 * rounds) < 0.01, `${rounds} rounds: ${flagged} flagged`);
  }
});

test("`latencyOutliers()` finds a request that took twice as long as it does", () => {
  for (const rounds of [3, 5]) {
    const requests = noisy(rounds, 7).map((one, index) => (index === 4 ? { ...one, e2eMs: one.e2eMs * 2 } : one));
    assert.ok(latencyOutliers(requests).includes(4));
  }
});

test("`latencyOutliers()` tells nothing of requests that all take the same, or that there are none of", () => {
  assert.deepEqual(latencyOutliers([]), []);
  assert.deepEqual(latencyOutliers(Array.from({ length: 9 }, () => ({ prompt: "p", e2eMs: 10 }))), []);
  assert.deepEqual(latencyOutliers([{ prompt: "p", e2eMs: 10 }]), []);
});
