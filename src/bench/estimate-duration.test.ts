import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedPlan, scriptedTarget } from "../../test/fixtures/bench/scripted-plan.ts";
import { estimateDuration, measureBandwidth } from "./estimate-duration.ts";

const file = { ...scriptedTarget("a"), source: { type: "file", path: "/m.gguf" }, sizeBytes: 1e9 } as const;

test("`estimateDuration()` reads all weights once per token", () => {
  const plan = scriptedPlan({ targets: [file], rounds: 2, maxTokens: 100 });
  const [estimate] = estimateDuration(plan, 1e7);
  // 3 prompts x 100 tokens x 2 rounds at 100 ms each, and three loads.
  assert.equal(estimate?.ms, 3 * 1500 + 600 * 100);
  assert.equal(estimate?.requests, 3 * 2 + 1);
});

test("`estimateDuration()` knows that a tiny model is not as fast as its size says", () => {
  const [estimate] = estimateDuration(scriptedPlan({ targets: [{ ...file, sizeBytes: 10 }], rounds: 1 }), 1e7);
  assert.ok((estimate?.ms ?? 0) > 3 * 1500 + 400);
});

test("`estimateDuration()` says nothing of what does not run on this machine", () => {
  const source = { type: "endpoint", baseUrl: "http://h/v1" } as const;
  const [estimate] = estimateDuration(scriptedPlan({ targets: [{ ...file, source }] }), 1e7);
  assert.equal(estimate?.ms, undefined);
});

test("`measureBandwidth()` divides the bytes copied by the quickest round", () => {
  let now = 0;
  const steps = [0, 8, 8, 12, 12, 28];
  const bytesPerMs = measureBandwidth(() => steps[now++] ?? 0);
  assert.equal(bytesPerMs, (32 * 2 ** 20) / 4);
});
