import assert from "node:assert/strict";
import { test } from "node:test";
import { latencyOutliers, relativeLatency } from "./relative-latency.ts";

test("`relativeLatency()` compares each request with its own prompt", () => {
  const requests = [
    { prompt: "short", e2eMs: 10 },
    { prompt: "long", e2eMs: 1000 },
    { prompt: "short", e2eMs: 20 },
    { prompt: "short", e2eMs: 30 },
  ];
  assert.deepEqual(relativeLatency(requests), [0.5, 1, 1, 1.5]);
});

test("`latencyOutliers()` flags a hang and not the jitter around typical values", () => {
  const steady = Array.from({ length: 30 }, (_, i) => [1, 0.97, 1.03][i % 3] ?? 1);
  assert.deepEqual(latencyOutliers(steady), []);
  assert.deepEqual(latencyOutliers([...steady, 4]), [30]);
  assert.deepEqual(latencyOutliers([]), []);
});
