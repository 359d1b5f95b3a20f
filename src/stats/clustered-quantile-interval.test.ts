import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../lib/random.ts";
import { clusteredQuantileInterval } from "./clustered-quantile-interval.ts";

test("`clusteredQuantileInterval()` covers the true median about as often as its level says, where rounds repeat prompts", () => {
  const random = createRandom(7);
  let covered = 0;
  const trials = 400;
  for (let trial = 0; trial < trials; trial += 1) {
    // 30 prompts with a level of their own, 4 rounds each that hardly differ: the median of all is 0.5.
    const clusters = Array.from({ length: 30 }, () => {
      const own = random.next();
      return Array.from({ length: 4 }, () => own + (random.next() - 0.5) * 0.01);
    });
    const found = clusteredQuantileInterval(clusters, sorted(clusters), 0.5);
    assert.equal(found.type, "interval");
    if (found.type === "interval" && found.low <= 0.5 && found.high >= 0.5) covered += 1;
  }
  assert.ok(covered / trials > 0.91 && covered / trials < 0.985, `covered ${covered} of ${trials}`);
});

test("`clusteredQuantileInterval()` says how many clusters a p95 takes when it has too few", () => {
  const clusters = Array.from({ length: 24 }, (_, i) => [i, i + 0.1, i + 0.2]);
  const found = clusteredQuantileInterval(clusters, sorted(clusters), 0.95);
  assert.equal(found.type, "too-few");
  assert.ok(found.type === "too-few" && found.clustersNeeded > 24 && found.clustersNeeded < 200);
});

test("`clusteredQuantileInterval()` refuses a single cluster, which tells nothing of others", () => {
  assert.throws(() => clusteredQuantileInterval([[1, 2, 3]], [1, 2, 3], 0.5), { code: "invalid-input" });
});

function sorted(clusters: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(clusters.flat()).sort();
}
