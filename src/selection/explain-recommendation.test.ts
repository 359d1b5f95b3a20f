import assert from "node:assert/strict";
import { test } from "node:test";
import { syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import { explainRecommendation } from "./explain-recommendation.ts";
import { recommend } from "./recommend.ts";

const mini = { id: "mini", quality: 0.85, latencyMs: 420, residentBytes: 96e6 };
const micro = { id: "micro", quality: 0.4, latencyMs: 200, residentBytes: 80e6 };

function sectionsOf(...[targets, constraints]: [Parameters<typeof syntheticRun>[0]["targets"], object?]) {
  return explainRecommendation(recommend([syntheticRun({ targets })], { constraints, resamples: 500 }));
}

function explain(...[targets, constraints]: [Parameters<typeof syntheticRun>[0]["targets"], object?]) {
  return sectionsOf(targets, constraints).flatMap(({ sentences }) => sentences);
}

test("`explainRecommendation()` begins with the verdict and shows what it rests on", () => {
  const lines = explain([mini, micro]);
  assert.match(lines[0] ?? "", /^mini is recommended/);
  assert.ok(lines.includes("Each the best trade of its kind (Pareto set): mini and micro."));
  assert.ok(
    lines.includes(
      "Weights are quality 80%, latency 8%, decode rate 2%, memory 6%, footprint 4%: half the latency counts as much as 3 points of quality.",
    ),
  );
  assert.ok(
    lines.some((line) =>
      /^Smallest differences that 24 prompts find in four of five tries: \d+ points of quality, \d+% of latency/.test(
        line,
      ),
    ),
  );
});

test("`explainRecommendation()` names what was excluded or is unproven, with constraint and figure", () => {
  const lines = explain([mini, micro], { maxMemoryBytes: 90e6, maxP95Ms: 1500 });
  assert.ok(lines.includes('mini is excluded by "peak resident memory <= 90 MB": 96 MB lies above it.'));
  assert.ok(
    lines.some((line) =>
      /^micro is unproven for "p95 latency <= 1\.5 s" and cannot win: \d+ ms has no interval: n=24, needs 59 prompts\.$/.test(
        line,
      ),
    ),
  );
});

test("`explainRecommendation()` says who is dominated, and what would separate the tied", () => {
  const lines = explain([
    mini,
    { ...mini, id: "close" },
    { id: "worst", quality: 0, latencyMs: 999, residentBytes: 1e9, sizeBytes: 1e9, tokensPerSecond: 1 },
  ]);
  assert.ok(lines.some((line) => /^worst is, as measured, nowhere better than .* and somewhere worse\.$/.test(line)));
  const apart = sectionsOf([mini, { ...mini, id: "close" }]).find(
    ({ title }) => title === "What would tell them apart",
  );
  assert.ok(apart?.sentences.some((line) => /^(About|More) /.test(line)));
});

test("`explainRecommendation()` writes whole sentences", () => {
  for (const targets of [[mini], [mini, micro], [mini, { ...mini, id: "close" }], []])
    for (const line of explain(targets, { minQuality: 0.5 })) assert.match(line, /^\S.*\.$/);
});
