import assert from "node:assert/strict";
import { test } from "node:test";
import { predictionPoweredMean } from "./prediction-powered.ts";

const labelled = Array.from({ length: 12 }, (_, index) => ({ truth: index % 4, prediction: (index % 4) + 1 }));

test("`predictionPoweredMean()` takes the bias of predictions off", () => {
  const found = predictionPoweredMean(
    labelled,
    Array.from({ length: 40 }, (_, index) => (index % 4) + 1),
  );
  assert.ok(found !== undefined && Math.abs(found.value - 1.5) < 1e-9);
  assert.ok(found.tuning > 0.7 && found.tuning <= 1);
});

test("`predictionPoweredMean()` is the mean of the truth alone where predictions tell nothing, or there are none elsewhere", () => {
  for (const predictions of [[], [3], Array.from({ length: 40 }, () => 2)]) {
    const constant = labelled.map(({ truth }) => ({ truth, prediction: 2 }));
    const found = predictionPoweredMean(predictions.length === 40 ? constant : labelled, predictions);
    assert.deepEqual([found?.value, found?.tuning, found?.degrees], [1.5, 0, 11]);
  }
  const reversed = labelled.map(({ truth }) => ({ truth, prediction: 5 - truth }));
  assert.equal(predictionPoweredMean(reversed, [1, 2, 3, 4, 5])?.tuning, 0, "predictions that point the wrong way");
});

test("`predictionPoweredMean()` is absent below 12 labels", () => {
  assert.equal(predictionPoweredMean(labelled.slice(1), [1, 2, 3]), undefined);
});
