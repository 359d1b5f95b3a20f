import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import { explainRecommendation } from "./explain-recommendation.ts";
import { type RecommendOptions, recommend } from "./recommend.ts";
import type { Recommendation } from "./recommendation.ts";
import { parseWeights } from "./weights.ts";

const mini = { id: "mini", quality: 0.85, latencyMs: 420, tokensPerSecond: 650, residentBytes: 96e6, sizeBytes: 6.5e6 };
const micro = { id: "micro", quality: 0.4, latencyMs: 200, tokensPerSecond: 1500, residentBytes: 80e6, sizeBytes: 2e6 };

function choose(targets: readonly Character[], options: RecommendOptions = {}, prompts = 24): Recommendation {
  return recommend([syntheticRun({ targets, prompts })], { resamples: 500, ...options });
}

test("`recommend()` names a winner whose lead is beyond chance, with what it gains and what it costs", () => {
  const { verdict, ranking, comparisons, pareto } = choose([micro, mini]);
  assert.ok(verdict.type === "winner" && verdict.target === "mini" && !verdict.onlyCandidate);
  assert.match(
    verdict.reasons[0] ?? "",
    /^mini is recommended: it finds \d+% \[\d+, \d+\] of the expected facets, \d+ points \[\d+, \d+\] more than micro, at 2\.\dx \[2\.\d, 2\.\d\] its latency\.$/,
  );
  assert.match(
    verdict.reasons[1] ?? "",
    /^Its other figures against micro: decode rate 0\.4\dx .*, memory 1\.20x, footprint 3\.3x\.$/,
  );
  assert.match(
    verdict.reasons[2] ?? "",
    /^Over 24 prompts it leads micro by 0\.\d+ \[0\.\d+, 0\.\d+\] in weighted score/,
  );
  assert.deepEqual(
    ranking.map(({ target }) => target),
    ["mini", "micro"],
  );
  assert.ok((ranking[0]?.firstShare ?? 0) > 0.95);
  assert.equal(comparisons[0]?.settled, true);
  assert.deepEqual(pareto, ["micro", "mini"]);
});

test("`recommend()` says how a faster target wins when latency is what counts", () => {
  const { verdict } = choose([mini, micro], { weights: parseWeights("latency=1") });
  assert.ok(verdict.type === "winner" && verdict.target === "micro");
  assert.match(
    verdict.reasons[0] ?? "",
    /^micro is recommended: it answers in \d+ ms on average, 0\.4\dx \[0\.\d+, 0\.\d+\] the time of mini\.$/,
  );
});

test("`recommend()` calls targets tied when chance explains the lead, and says what would separate them", () => {
  const { verdict } = choose([mini, { ...mini, id: "twinned", sizeBytes: 4e6 }]);
  assert.ok(verdict.type === "tied");
  assert.deepEqual(verdict.targets.toSorted(), ["mini", "twinned"]);
  assert.match(verdict.reasons[0] ?? "", /are tied at these weights: over 24 prompts/);
  assert.match(verdict.reasons[1] ?? "", /in weighted score: (the interval includes zero|too little to matter)\.$/);
  assert.match(verdict.separators[0] ?? "", /prompts/);
  assert.ok(verdict.separators.includes("A limit on footprint from 4 MB to below 6.5 MB would leave twinned alone."));
});

test("`recommend()` ties the first only with those that are not clearly behind", () => {
  const { verdict } = choose([micro, mini, { ...mini, id: "other" }]);
  assert.ok(verdict.type === "tied");
  assert.deepEqual(verdict.targets.toSorted(), ["mini", "other"]);
  assert.ok(verdict.reasons.includes("micro is behind."));
});

test("`recommend()` says that few prompts settle nothing, however big the difference", () => {
  const { verdict, thinEvidence } = choose(
    [
      { ...mini, quality: 1 },
      { ...micro, quality: 0 },
    ],
    {},
    5,
  );
  assert.ok(verdict.type === "tied");
  assert.match(verdict.reasons[1] ?? "", /a verdict takes 6 prompts or more\.$/);
  assert.equal(verdict.separators[0], "At least 6 prompts that all candidates answer, instead of 5.");
  assert.match(thinEvidence[0] ?? "", /^Only 5 prompts were/);
});

test("`recommend()` does not promise that more prompts separate equals", () => {
  const { verdict } = choose([mini, { ...mini, id: "equal" }], { weights: parseWeights("memory=1") });
  assert.ok(verdict.type === "tied");
  assert.match(verdict.separators[0] ?? "", /^More prompts would not help/);
});

test("`recommend()` excludes by constraint with the figure, and lets the rest compete", () => {
  const { verdict, excluded, met, ranking } = choose([mini, micro], { constraints: { maxMemoryBytes: 90e6 } });
  assert.deepEqual(
    excluded.map(({ target, because }) => [target, because]),
    [["mini", "96 MB lies above it"]],
  );
  assert.deepEqual(
    met.map(({ target }) => target),
    ["micro"],
  );
  assert.deepEqual(
    ranking.map(({ target }) => target),
    ["micro"],
  );
  assert.ok(verdict.type === "winner" && verdict.onlyCandidate);
  assert.equal(verdict.reasons[0], "micro is the only candidate left: the other target is excluded or unproven.");
  assert.equal(verdict.reasons[2], "It keeps the limit: peak resident memory <= 90 MB (80 MB lies within it).");
});

test("`recommend()` never lets a target win whose limit is unproven", () => {
  const { verdict, unproven } = choose([mini, micro], { constraints: { maxP95Ms: 5000 } });
  assert.ok(verdict.type === "none");
  assert.deepEqual(
    unproven.map(({ target }) => target),
    ["mini", "micro"],
  );
  assert.deepEqual(verdict.reasons, [
    "None of the 2 targets is eligible.",
    '"p95 latency <= 5 s" is unproven for mini and micro.',
    "If all that is unproven should hold, mini would be recommended.",
  ]);
});

test("`recommend()` says of the only target that it has beaten nobody", () => {
  const { verdict } = choose([mini]);
  assert.ok(verdict.type === "winner" && verdict.onlyCandidate);
  assert.equal(verdict.reasons[0], "mini is the only candidate: nothing else was measured, so it has beaten nobody.");
  assert.match(verdict.reasons[1] ?? "", /^It finds .* facets, answers in .* on average and needs 96 MB of memory\.$/);
});

test("`recommend()` recommends nothing when all targets failed, or none was measured", () => {
  const error = { code: "model-missing", message: "Cannot load" } as const;
  const failed = { status: "failed", error, prompts: [], metrics: {} } as const;
  const { verdict, excluded } = choose([{ id: "a", card: failed }]);
  assert.deepEqual(verdict, {
    type: "none",
    reasons: ["The only target is not eligible.", '"must answer" excludes a.'],
  });
  assert.equal(excluded[0]?.because, "Cannot load (model-missing)");
  assert.deepEqual(choose([]).verdict, { type: "none", reasons: ["No target was measured."] });
});

test("`recommend()` gives no verdict when a target differs from itself", () => {
  const { verdict, ranking } = choose([
    mini,
    micro,
    { ...mini, id: "mini#twin", latencyMs: 600, target: { alias: "mini" } },
  ]);
  assert.ok(verdict.type === "none");
  assert.match(verdict.reasons[0] ?? "", /^The A\/A check failed: mini differs from itself \(latency 1\.4\dx/);
  assert.deepEqual(
    ranking.map(({ target }) => target),
    ["mini", "micro"],
  );
});

test("`recommend()` lets no twin compete, and reports a check that found nothing", () => {
  const recommendation = choose([mini, micro, { ...mini, id: "mini#twin", target: { alias: "mini" } }]);
  assert.equal(recommendation.verdict.type, "winner");
  assert.ok(
    explainRecommendation(recommendation)
      .flatMap(({ sentences }) => sentences)
      .some((line) => /^A\/A check of mini against itself passed: latency/.test(line)),
  );
});

test("`recommend()` puts runs together, and weighs only what is known of every candidate", () => {
  const one = syntheticRun({ targets: [mini], id: "run-1" });
  const other = syntheticRun({ targets: [{ ...micro, residentBytes: null }], id: "run-2" });
  const { verdict, weights, thinEvidence } = recommend([one, other], { resamples: 500 });
  assert.equal(verdict.type, "winner");
  assert.equal(weights.memory, 0);
  assert.ok(Math.abs(Object.values(weights).reduce((sum, weight) => sum + weight, 0) - 1) < 1e-12);
  assert.ok(thinEvidence.some((line) => /No memory is known of micro/.test(line)));
  assert.ok(thinEvidence.some((line) => /did not take turns/.test(line)));
});

test("`recommend()` ties targets of which nothing that counts is known", () => {
  const { verdict } = choose([{ ...mini, residentBytes: null }, micro], { weights: parseWeights("memory=1") });
  assert.ok(verdict.type === "tied");
  assert.match(verdict.reasons[1] ?? "", /nothing that counts is known of both\.$/);
  assert.equal(verdict.separators[0], "Weights on objectives that are known of all candidates.");
});

test("`recommend()` is plain data, the same each time", () => {
  const recommendation = choose([mini, micro], { constraints: { minQuality: 0.5 } });
  assert.deepEqual(JSON.parse(JSON.stringify(recommendation)), recommendation);
  assert.deepEqual(choose([mini, micro], { constraints: { minQuality: 0.5 } }), recommendation);
});

test("`recommend()` calls one of two equal targets a winner in no more than 8 of 100 runs", () => {
  const runs = 200;
  let winners = 0;
  for (let seed = 1; seed <= runs; seed++) {
    // Single readings of memory differ by up to 2 % from run to run.
    const targets = ["a", "b"].map((id, index) => ({
      id,
      residentBytes: 120e6 * (1 + ((seed * (index + 1)) % 7) / 300),
    }));
    const summary = syntheticRun({ targets, seed });
    if (recommend([summary], { resamples: 300 }).verdict.type === "winner") winners++;
  }
  assert.ok(winners <= 0.08 * runs, `${winners} of ${runs}`);
});

test("`recommend()` finds the better of two in most runs when the difference is as big as it says it can find", () => {
  const runs = 60;
  let found = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const summary = syntheticRun({
      targets: [
        { id: "a", quality: 0.8 },
        { id: "b", quality: 0.6 },
      ],
      seed,
    });
    const { verdict } = recommend([summary], { resamples: 300 });
    if (verdict.type === "winner" && verdict.target === "a") found++;
  }
  assert.ok(found >= 0.7 * runs, `${found} of ${runs}`);
});
