import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import { compareFigures } from "./compared-figures.ts";
import { DEFAULT_WEIGHTS, parseWeights } from "./weights.ts";

function cards(...targets: readonly Character[]): readonly Scorecard[] {
  return syntheticRun({ targets, prompts: 4 }).scorecards;
}

function edit(card: Scorecard | undefined, change: (one: PromptResult, index: number) => PromptResult): Scorecard {
  assert.ok(card);
  return { ...card, prompts: card.prompts.map(change) };
}

test("`compareFigures()` compares on the prompts that all have answered", () => {
  const [a, b] = cards({ id: "a" }, { id: "b" });
  assert.ok(a);
  const gap = edit(b, (one, index) => (index === 0 ? { prompt: one.prompt, values: {}, flags: ["failed"] } : one));
  const { prompts, targets, leftOut } = compareFigures([a, gap], DEFAULT_WEIGHTS, "resident");
  assert.deepEqual(prompts, ["p02", "p03", "p04"]);
  assert.deepEqual(targets[0]?.values.latency, {
    type: "means",
    values: a.prompts.slice(1).map(({ values }) => values.e2e?.[0]),
  });
  assert.deepEqual(leftOut, []);
});

test("`compareFigures()` leaves out what is not known of every candidate, and shares its weight among the rest", () => {
  const { weights, leftOut, targets } = compareFigures(
    cards({ id: "a" }, { id: "b", residentBytes: null, tokensPerSecond: null }),
    parseWeights("quality=2,decode-rate=1,memory=1,latency=2"),
    "resident",
  );
  assert.deepEqual(weights, { quality: 0.5, latency: 0.5, "decode-rate": 0, memory: 0, footprint: 0 });
  assert.deepEqual(Object.keys(targets[0]?.values ?? {}), ["quality", "latency"]);
  assert.deepEqual(leftOut, [
    "The decode rate of some candidate is unknown on most prompts: it takes no part in the score.",
    "No memory is known of b: it takes no part in the score.",
  ]);
});

test("`compareFigures()` weighs nothing where nothing that counts is known", () => {
  const { weights } = compareFigures(cards({ id: "a", residentBytes: null }), parseWeights("memory=1"), "resident");
  assert.ok(Object.values(weights).every((weight) => weight === 0));
});

test("`compareFigures()` compares on the prompts with facets when quality counts, and on all when it does not", () => {
  const mixed = cards({ id: "a" }, { id: "b" }).map((card) =>
    edit(card, ({ facets, ...one }, index) => (index < 3 || facets === undefined ? one : { ...one, facets })),
  );
  const some = compareFigures(mixed, DEFAULT_WEIGHTS, "resident");
  assert.deepEqual(some.prompts, ["p04"]);
  assert.match(some.leftOut[0] ?? "", /^3 of 4 prompts take no part/);
  assert.equal(compareFigures(mixed, parseWeights("latency=1"), "resident").prompts.length, 4);
});

test("`compareFigures()` takes a latency of 0 for unknown, as no ratio can be taken of it", () => {
  const frozen = cards({ id: "a", latencyMs: 0 }, { id: "b" });
  assert.equal(compareFigures(frozen, parseWeights("latency=1,footprint=1"), "resident").weights.latency, 0);
});
