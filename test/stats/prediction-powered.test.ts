import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { createRandom } from "../../src/lib/random.ts";
import { predictionPoweredMean } from "../../src/stats/prediction-powered.ts";
import { findPython } from "../find-python.ts";

interface Case {
  readonly truth: readonly number[];
  readonly prediction: readonly number[];
  readonly unlabelled: readonly number[];
}

/** Scores of people for some answers, and those of a judge, who gives a point more and errs, for all. */
function drawCase(seed: number): Case {
  const random = createRandom(seed);
  const judge = (own: number) => Math.min(5, Math.max(1, own + 1 + random.integer(3) - 1));
  const truth = Array.from({ length: 12 + seed * 4 }, () => 1 + random.integer(4));
  const prediction = truth.map(judge);
  return { truth, prediction, unlabelled: Array.from({ length: 60 }, () => judge(1 + random.integer(4))) };
}

const CASES = [1, 2, 3].map(drawCase);

/** What ppi-python 0.2.3 says of these cases. */
const REFERENCES: readonly { readonly value: number; readonly low: number; readonly high: number }[] = [
  { value: 2.4793299100519284, low: 2.1817132485042956, high: 2.776946571599561 },
  { value: 2.7095376159741833, low: 2.341379130009161, high: 3.0776961019392055 },
  { value: 2.743666974255081, low: 2.4264692175223654, high: 3.060864730987797 },
];

function toMean({ truth, prediction, unlabelled }: Case) {
  const labelled = truth.map((value, index) => ({ truth: value, prediction: prediction[index] ?? Number.NaN }));
  return predictionPoweredMean(labelled, unlabelled);
}

function assertSame(references: typeof REFERENCES): void {
  for (const [index, reference] of references.entries()) {
    const found = toMean(CASES[index] ?? drawCase(1));
    assert.ok(
      found !== undefined && Math.abs(found.value - reference.value) < 1e-9,
      `${found?.value} ${reference.value}`,
    );
    // Ours is the wider one with few labels: theirs takes plain variances and the normal distribution.
    const theirs = (reference.high - reference.low) / 2 / 1.959964;
    assert.ok(found.standardError > theirs && found.standardError < theirs * 1.08, `${found.standardError} ${theirs}`);
  }
}

test("`predictionPoweredMean()` is that of ppi-python", () => assertSame(REFERENCES));

const python = findPython(["ppi_py"], "pip install ppi-python==0.2.3");
const skip = "skip" in python ? python.skip : false;

test("`predictionPoweredMean()` is that of the installed ppi-python", { skip }, () => {
  const found = spawnSync("path" in python ? python.path : "", ["test/stats/prediction-powered.py"], {
    input: JSON.stringify(CASES),
    encoding: "utf8",
  });
  assert.equal(found.status, 0, found.stderr);
  assertSame(JSON.parse(found.stdout));
});
