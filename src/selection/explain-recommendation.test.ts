import assert from "node:assert/strict";
import { test } from "node:test";
import { syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import { explainRecommendation } from "./explain-recommendation.ts";
import { recommend } from "./recommend.ts";

const mini = { id: "mini", quality: 0.85, latencyMs: 420, residentBytes: 96e6 };
const micro = { id: "micro", quality: 0.4, latencyMs: 200, residentBytes: 80e6 };

function sectionsOf(...[targets, constraints]: [Parameters<typeof syntheticRun>[0]["targets"], object?]) {
  return explainRecommendation(recommend([syntheticRun({ targets })], { constraints }));
}

function explain(...[targets, constraints]: [Parameters<typeof syntheticRun>[0]["targets"], object?]) {
  return sectionsOf(targets, constraints).flatMap(({ sentences }) => sentences);
}

test("`explainRecommendation()` begins with the verdict, names the weights as a judgement and the power of the pair", () => {
  const lines = explain([mini, micro]);
  assert.match(lines[0] ?? "", /^mini finds \d+% of the expected facets/);
  assert.ok(lines.includes("Each the best trade of its kind (Pareto set): mini and micro."));
  assert.ok(
    lines.includes(
      "Nobody set weights, so Assay's own order the ranking and decide nothing: quality 80%, latency 8%, decode rate 2%, memory 6%, footprint 4%; half the latency counts as much as 3 points of quality.",
    ),
  );
  assert.ok(
    lines.some((line) =>
      /^The 24 prompts would find these differences between mini and micro in four of five tries: \d+ points of quality, \d(\.\d+)?% of latency/.test(
        line,
      ),
    ),
    lines.join("\n"),
  );
});

test("`explainRecommendation()` names what was excluded or is unproven, with constraint and figure", () => {
  const lines = explain([mini, micro], { maxMemoryBytes: 90e6, maxP95Ms: 1500 });
  assert.ok(
    lines.some((line) => /^mini is excluded by "peak resident memory <= 90 MB": 96\.0 MB \[.*\] lies above/.test(line)),
  );
  assert.ok(
    lines.some((line) =>
      /^micro is unproven for "p95 latency <= 1\.5 s" and cannot be taken: \d+ ms has no interval: n=24, needs 59 prompts\.$/.test(
        line,
      ),
    ),
  );
});

test("`explainRecommendation()` says who is dominated, and what would settle what is open", () => {
  const worst = { id: "worst", quality: 0, latencyMs: 999, residentBytes: 1e9, sizeBytes: 1e9, tokensPerSecond: 1 };
  const lines = explain([mini, { ...mini, id: "close" }, worst]);
  assert.ok(lines.some((line) => /^worst is, as measured, nowhere better than .* and somewhere worse\.$/.test(line)));
  const settle = sectionsOf([mini, { ...mini, id: "close" }]).find(({ title }) => title === "What would settle it");
  assert.ok(settle?.sentences.some((line) => /^For .*: (about|more than) \d+ prompts/.test(line)));
});

test("`explainRecommendation()` writes whole sentences", () => {
  for (const targets of [[mini], [mini, micro], [mini, { ...mini, id: "close" }], []])
    for (const line of explain(targets, { minQuality: 0.5 })) assert.match(line, /^\S.*\.$/);
});
