import assert from "node:assert/strict";
import { test } from "node:test";
import { explainCanary } from "./describe-canary.ts";
import type { CanaryFinding } from "./judge-canary.ts";

const comparison = { prompts: [], identicalAnswers: 8 } as unknown as CanaryFinding["comparison"];

test("`explainCanary()` says why times could not be compared, also where nothing else moved", () => {
  const calm: CanaryFinding = { state: "identical", changes: [], comparison };
  assert.deepEqual(explainCanary(calm), []);
  assert.deepEqual(explainCanary({ ...calm, time: { because: "the machine was busy" } }), [
    "Time: not compared, as the machine was busy.",
  ]);
  assert.deepEqual(
    explainCanary({ ...calm, time: { ratio: 1.01, low: 0.99, high: 1.03, n: 8, noise: 1.1, moved: "no" } }),
    [],
  );
});
