import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { PromptResult, RunSummary } from "../bench/summary/scorecard.ts";
import type { Constraints } from "./constraints.ts";
import { explainNotWorse, explainNotWorseCandidates } from "./explain-not-worse.ts";
import { findNotWorse } from "./find-not-worse.ts";
import { recommend } from "./recommend.ts";

/** A run whose targets find what the first finds, but for the prompts in which they find nothing. */
function runOf(
  targets: readonly { readonly id: string; readonly sizeBytes: number; readonly lost: number }[],
): RunSummary {
  const run = syntheticRun({
    targets: targets.map(({ id, sizeBytes }): Character => ({ id, sizeBytes })),
    prompts: 120,
  });
  const [first] = run.scorecards;
  const scorecards = run.scorecards.map((card, index) => {
    const { lost = 0 } = targets[index] ?? {};
    const prompts = card.prompts.map((result, at): PromptResult => {
      const facets = first?.prompts[at]?.facets ?? { found: 0, expected: 4, missed: [] };
      return { ...result, text: at < lost ? "no" : "yes", facets: at < lost ? { ...facets, found: 0 } : facets };
    });
    return { ...card, prompts };
  });
  return { ...run, scorecards };
}

const find = (run: RunSummary, margin = 0.05, constraints: Constraints = {}) =>
  findNotWorse([run], { reference: "f16", margin, recommendation: recommend([run], { constraints }) });

const sizes = { f16: { id: "f16", sizeBytes: 16e6, lost: 0 }, q8: { id: "q8", sizeBytes: 8e6, lost: 0 } };

test("the smallest that is shown to be not worse is taken, and each says how far it is from the reference", () => {
  const found = find(
    runOf([sizes.f16, { id: "q2", sizeBytes: 2e6, lost: 60 }, sizes.q8, { id: "q4", sizeBytes: 4e6, lost: 1 }]),
  );
  assert.equal(found.smallest, "q4");
  assert.deepEqual(
    found.candidates.map(({ target, result }) => `${target} ${result}`),
    ["q8 not-worse", "q4 not-worse", "q2 worse"],
  );
  assert.deepEqual(found.candidates[1]?.answers, { same: 119, of: 120 });
  assert.equal(explainNotWorse(found), "Take q4: not worse than f16 by 5 points, at 4 MB the smallest that is shown.");
  const [q8] = explainNotWorseCandidates(found);
  assert.match(q8 ?? "", /^q8 \(8 MB\): not worse; quality 0 points on 120 prompts, a loss of 2\.5 points or more/);
});

test("whatever is smaller than one that is not shown is not shown either", () => {
  const found = find(runOf([sizes.f16, { ...sizes.q8, lost: 60 }, { id: "q4", sizeBytes: 4e6, lost: 0 }]));
  assert.equal(found.smallest, undefined);
  assert.equal(found.candidates[1]?.because, "q8, which is larger, is not shown");
  assert.equal(explainNotWorse(found), "Nothing smaller is shown to be not worse than f16 by 5 points.");
});

test("too few prompts show nothing, however alike the answers, and say how many it takes", () => {
  const { smallest, candidates, leastPrompts } = find(runOf([sizes.f16, sizes.q8]), 0.02);
  assert.deepEqual([smallest, leastPrompts, candidates[0]?.promptsNeeded], [undefined, 149, 150]);
});

test("a target that misses a limit is passed over, and the reference itself may miss it", () => {
  const run = runOf([sizes.f16, sizes.q8, { id: "q4", sizeBytes: 4e6, lost: 0 }]);
  const found = find(run, 0.05, { maxFootprintBytes: 5e6 });
  assert.equal(found.smallest, "q4");
  assert.match(found.candidates[0]?.because ?? "", /^"footprint <= 5 MB"/);
});

test("a run that was to end once it was decided shows nothing of a margin", () => {
  const run = runOf([sizes.f16, sizes.q8]);
  const plan = { ...run.run.plan, untilDecided: { level: 0.95 } } as RunSummary["run"]["plan"];
  const found = find({ ...run, run: { ...run.run, plan } });
  assert.equal(found.smallest, undefined);
  assert.match(found.candidates[0]?.because ?? "", /^the run was to end once it was decided/);
});

test("nothing is held against what was not measured, and no margin is none", () => {
  const run = runOf([sizes.f16, sizes.q8]);
  const recommendation = recommend([run]);
  assert.throws(() => findNotWorse([run], { reference: "f161", margin: 0.03, recommendation }), {
    code: "invalid-input",
    hint: "Did you mean f16?",
  });
  for (const margin of [0, 1, Number.NaN, -0.1])
    assert.throws(() => findNotWorse([run], { reference: "f16", margin, recommendation }), { code: "invalid-input" });
  const unscored = syntheticRun({
    targets: [
      { id: "f16", quality: null },
      { id: "q8", sizeBytes: 1e6 },
    ],
  });
  assert.throws(() => findNotWorse([unscored], { reference: "f16", margin: 0.03, recommendation }), {
    message: /as its quality is not known/,
  });
  assert.equal(
    explainNotWorse(findNotWorse([run], { reference: "q8", margin: 0.03, recommendation })),
    "Nothing that was measured is smaller than q8.",
  );
});
