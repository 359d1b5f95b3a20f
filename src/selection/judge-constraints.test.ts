import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { MetricId } from "../bench/metrics/metrics.ts";
import type { MetricSummary, Scorecard } from "../bench/summary/scorecard.ts";
import type { Estimate } from "../core/estimate.ts";
import type { Constraints } from "./constraints.ts";
import { judgeConstraints } from "./judge-constraints.ts";

const prompts = (value: number, low?: number, high?: number, needs?: number): Estimate => ({
  value,
  low,
  high,
  level: 0.95,
  n: 24,
  of: "prompts",
  needs,
});
const facets = (ratio: Estimate) => ({ found: 0, expected: 96, ratio, byTask: {}, withNonce: false });
const distribution = (metric: MetricId, p50: Estimate, p95 = p50): MetricSummary => ({
  type: "distribution",
  metric,
  n: 24,
  mean: p50,
  p50,
  p95,
  p99: p95,
  min: 0,
  max: 1e9,
});

function judge(constraints: Constraints, card: Partial<Scorecard> = {}, character: Partial<Character> = {}) {
  const [made] = syntheticRun({ targets: [{ id: "a", ...character, card }], prompts: 2 }).scorecards;
  assert.ok(made);
  const [judgement, ...others] = judgeConstraints(made, constraints);
  assert.ok(judgement);
  assert.equal(others.length, 0);
  return judgement;
}

const said = (judgement: ReturnType<typeof judge>) =>
  `${judgement.constraint} ${judgement.state}: ${judgement.because}`;

test("`judgeConstraints()` calls a limit met or failed when the whole interval lies on one side", () => {
  assert.equal(
    said(judge({ minQuality: 0.8 }, { facets: facets(prompts(0.9, 0.82, 0.97)) })),
    "quality >= 80% met: 90% [82, 97] lies within it as a whole",
  );
  assert.equal(
    said(judge({ minQuality: 0.8 }, { facets: facets(prompts(0.7, 0.59, 0.79)) })),
    "quality >= 80% failed: 70% [59, 79] lies below it as a whole",
  );
  assert.equal(
    said(judge({ maxTtftMs: 100 }, { metrics: { ttft: distribution("ttft", prompts(150, 130, 170)) } })),
    "median ttft <= 100 ms failed: 150 ms [130, 170] lies above it as a whole",
  );
});

test("`judgeConstraints()` calls an interval that ends at the limit met", () => {
  assert.equal(judge({ minQuality: 0.8 }, { facets: facets(prompts(0.9, 0.8, 0.97)) }).state, "met");
});

test("`judgeConstraints()` calls a straddling interval unproven and says how many prompts would settle it", () => {
  // Half the width below the value is 0.12 and the limit is 0.06 away: four times as many prompts halve it.
  const judgement = judge({ minQuality: 0.7 }, { facets: facets(prompts(0.76, 0.64, 0.86)) });
  assert.equal(
    said(judgement),
    "quality >= 70% unproven: 76% [64, 86] straddles it; about 100 prompts would settle it",
  );
  assert.deepEqual(judgement.figure, { value: 0.76, low: 0.64, high: 0.86, limit: 0.7, unit: "ratio", n: 24 });
});

test("`judgeConstraints()` does not promise a number of prompts where the value lies at the limit", () => {
  const judgement = judge({ minQuality: 0.76 }, { facets: facets(prompts(0.76, 0.64, 0.86)) });
  assert.match(judgement.because, /straddles it; its value lies too close to the limit to tell$/);
});

test("`judgeConstraints()` calls a figure without interval unproven, with n and what it needs", () => {
  const e2e = distribution("e2e", prompts(400, 350, 450), prompts(550, undefined, undefined, 59));
  assert.equal(
    said(judge({ maxP95Ms: 1500 }, { metrics: { e2e } })),
    "p95 latency <= 1.5 s unproven: 550 ms has no interval: n=24, needs 59 prompts",
  );
});

test("`judgeConstraints()` fails a p95 without interval when half of the answers already take longer", () => {
  const e2e = distribution("e2e", prompts(1800, 1600, 1900), prompts(2500, undefined, undefined, 59));
  assert.equal(
    said(judge({ maxP95Ms: 1500 }, { metrics: { e2e } })),
    "p95 latency <= 1.5 s failed: half of its answers already take 1.80 s [1.60, 1.90] or longer",
  );
});

test("`judgeConstraints()` judges memory by its readings and footprint as it is", () => {
  assert.equal(
    said(judge({ maxMemoryBytes: 2e9 }, {}, { residentBytes: 126e6 })),
    "peak resident memory <= 2 GB met: 126 MB [123, 127] lies within it as a whole",
  );
  assert.equal(
    said(judge({ maxMemoryBytes: 100e6 }, {}, { residentBytes: 126e6 })),
    "peak resident memory <= 100 MB failed: 126 MB [123, 127] lies above it as a whole",
  );
  assert.equal(judge({ maxFootprintBytes: 20e6 }, {}, { sizeBytes: 21e6 }).state, "failed");
});

test("`judgeConstraints()` holds the memory that was asked for against the limit", () => {
  const metrics: Scorecard["metrics"] = {
    "memory-resident": { type: "value", metric: "memory-resident", n: 3, value: 3e9, readings: [3e9, 3e9, 3e9] },
    "memory-proportional": { type: "value", metric: "memory-proportional", n: 1, value: 1e9 },
  };
  assert.equal(judge({ maxMemoryBytes: 2e9 }, { metrics }).state, "failed");
  assert.equal(
    said(judge({ maxMemoryBytes: 2e9, memory: "proportional" }, { metrics })),
    "proportional memory <= 2 GB unproven: 1.00 GB has no interval: n=1, needs 3 loads",
  );
});

test("`judgeConstraints()` calls what was not measured unproven, with the reason where there is one", () => {
  const warnings = [{ code: "memory-unmeasured", message: "the model runs elsewhere" }] as const;
  assert.equal(
    judge({ maxMemoryBytes: 2e9 }, { warnings }, { residentBytes: null }).because,
    "it was not measured: the model runs elsewhere",
  );
  assert.equal(judge({ minTokensPerSecond: 20 }, {}, { tokensPerSecond: null }).because, "it was not measured");
  assert.equal(
    judge({ minQuality: 0.8 }, {}, { quality: null }).because,
    "no answer was scored: the prompts have no facets",
  );
  assert.equal(judge({ maxFootprintBytes: 1e9 }, {}, { sizeBytes: null }).state, "unproven");
});

test("`judgeConstraints()` takes a decode rate as a lower limit", () => {
  const metrics = { "decode-rate": distribution("decode-rate", prompts(15, 14, 16)) };
  assert.equal(judge({ minTokensPerSecond: 20 }, { metrics }).state, "failed");
  assert.equal(judge({ minTokensPerSecond: 12 }, { metrics }).state, "met");
});

test("`judgeConstraints()` takes a licence for commercial only when somebody has said so", () => {
  const licence = "commercial";
  const target = { licence: "CC-BY-NC-4.0" };
  assert.equal(said(judge({ licence })), "licence: commercial use met: Apache-2.0 permits it");
  assert.equal(
    said(judge({ licence }, {}, { target: { ...target, commercialUse: false } })),
    "licence: commercial use failed: CC-BY-NC-4.0 does not permit it",
  );
  assert.equal(
    judge({ licence }, {}, { target: { ...target, commercialUse: undefined } as Character["target"] & {} }).because,
    "nobody has said whether CC-BY-NC-4.0 permits it",
  );
  const unknown = { licence: undefined, commercialUse: undefined };
  assert.equal(
    said(judge({ licence }, {}, { target: unknown })),
    "licence: commercial use unproven: its licence is not known",
  );
});

test("`judgeConstraints()` holds the class of a licence against what is accepted, and takes none for granted", () => {
  const of = (licence: string | undefined, limit: NonNullable<Constraints["licence"]>) =>
    judge({ licence: limit }, {}, { target: { licence, commercialUse: undefined } as Character["target"] & {} }).state;
  assert.equal(of("CC-BY-4.0", "attribution"), "met");
  assert.equal(of("GPL-3.0-only", "attribution"), "failed");
  assert.equal(of("llama3.2", "restricted-use"), "met");
  assert.equal(of("CC-BY-NC-4.0", "restricted-use"), "failed");
  assert.equal(of("CC-BY-NC-4.0", "research-only"), "met");
  for (const limit of ["commercial", "attribution", "restricted-use", "research-only"] as const)
    for (const licence of ["somebody's own", undefined]) assert.equal(of(licence, limit), "unproven");
});

test("`judgeConstraints()` judges nothing that was not asked", () => {
  const [card] = syntheticRun({ targets: [{ id: "a" }], prompts: 2 }).scorecards;
  assert.ok(card);
  assert.deepEqual(judgeConstraints(card, {}), []);
});
