import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { createRandom } from "../../src/lib/random.ts";
import { krippendorffAlpha } from "../../src/stats/krippendorff-alpha.ts";
import { weightedKappa } from "../../src/stats/weighted-kappa.ts";
import { findPython } from "../find-python.ts";

interface Reference {
  readonly alpha: number;
  readonly linearKappa: number;
  readonly quadraticKappa: number;
  readonly judgeKappa: { readonly alpha: number; readonly linearKappa: number };
}

/** Scores of three raters who look at the same and err, and leave some out. */
function drawRaters(seed: number): readonly (readonly (number | null)[])[] {
  const random = createRandom(seed);
  const items = Array.from({ length: 40 }, () => 1 + random.integer(5));
  return [0, 1, 2].map(() =>
    items.map((item) => (random.next() < 0.1 ? null : Math.min(5, Math.max(1, item + random.integer(3) - 1)))),
  );
}

const python = findPython(
  ["krippendorff", "sklearn.metrics", "pydantic", "importlib.util"],
  "pip install judge-kappa==0.4.0",
);
const skip = "skip" in python ? python.skip : false;

test("kappa and alpha are those of judge-kappa, krippendorff and scikit-learn", { skip }, (context) => {
  const cases = [1, 2, 3, 4, 5].map(drawRaters);
  const found = spawnSync("path" in python ? python.path : "", ["test/stats/agreement.py"], {
    input: JSON.stringify(cases),
    encoding: "utf8",
  });
  if (/submodule_search_locations/.test(found.stderr)) return context.skip("judge-kappa is not installed");
  assert.equal(found.status, 0, found.stderr);
  const references: readonly Reference[] = JSON.parse(found.stdout);
  for (const [index, reference] of references.entries()) {
    const raters = cases[index] ?? [];
    const items = (raters[0] ?? []).map((_, item) => raters.flatMap((row) => row[item] ?? []));
    const alpha = krippendorffAlpha(items) ?? Number.NaN;
    assert.ok(Math.abs(alpha - reference.alpha) < 1e-9, `${alpha} ${reference.alpha}`);
    assert.ok(Math.abs(alpha - reference.judgeKappa.alpha) <= 5.001e-5);
    const [first = [], second = []] = raters;
    const shared = first.flatMap((a, item) => (a === null || second[item] == null ? [] : [[a, second[item]] as const]));
    const kappa = (weights: "linear" | "quadratic") =>
      weightedKappa(
        shared.map(([a]) => a),
        shared.map(([, b]) => b),
        { weights },
      ) ?? Number.NaN;
    assert.ok(Math.abs(kappa("linear") - reference.linearKappa) < 1e-9);
    assert.ok(Math.abs(kappa("quadratic") - reference.quadraticKappa) < 1e-9);
    assert.ok(Math.abs(kappa("linear") - reference.judgeKappa.linearKappa) <= 5.001e-5);
  }
});
