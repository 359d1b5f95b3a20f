import assert from "node:assert/strict";
import { test } from "node:test";
import { syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import { findDominance } from "./find-dominance.ts";
import { evidenceOf } from "./read-evidence.ts";
import { USUAL_OBJECTIVES } from "./weights.ts";

const better = { latencyMs: 100, latencyNoise: 0, tokensPerSecond: 90, quality: 1, residentBytes: 1e6, sizeBytes: 1e6 };

test("`findDominance()` says who is beaten all round, and by whom", () => {
  const { scorecards } = syntheticRun({
    targets: [
      { id: "best", ...better },
      { id: "small", ...better, quality: 0.2, sizeBytes: 1e5 },
      { id: "worst", latencyMs: 900, tokensPerSecond: 9, quality: 0, residentBytes: 9e6, sizeBytes: 9e6 },
    ],
  });
  assert.deepEqual(
    findDominance(
      scorecards.map((card) => evidenceOf(card, "resident")),
      USUAL_OBJECTIVES,
    ),
    {
      pareto: ["best", "small"],
      dominated: [{ target: "worst", by: ["best", "small"] }],
    },
  );
});

test("`findDominance()` never calls a target dominated of which something is unknown", () => {
  const { scorecards } = syntheticRun({
    targets: [
      { id: "best", ...better },
      { id: "unmeasured", latencyMs: 900, tokensPerSecond: 9, quality: 0, residentBytes: null },
    ],
  });
  assert.deepEqual(
    findDominance(
      scorecards.map((card) => evidenceOf(card, "resident")),
      USUAL_OBJECTIVES,
    ).pareto,
    ["best", "unmeasured"],
  );
});

test("`findDominance()` keeps equal targets together", () => {
  const [card] = syntheticRun({ targets: [{ id: "a" }] }).scorecards;
  assert.ok(card);
  const evidence = evidenceOf(card, "resident");
  assert.deepEqual(findDominance([evidence, evidence], USUAL_OBJECTIVES).pareto, ["a", "a"]);
});
