import assert from "node:assert/strict";
import { test } from "node:test";
import { syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { Scorecard } from "../bench/summary/scorecard.ts";
import { compareExpense } from "./comparable-expense.ts";
import type { TargetEvidence } from "./target-evidence.ts";

const price = (currency: string): Scorecard["pricing"] => ({
  type: "tokens",
  currency,
  inputPerMillion: 1,
  outputPerMillion: 2,
  source: "prices.json",
});

function compare(cards: readonly [Partial<Scorecard>, Partial<Scorecard>]) {
  const targets = cards.map((card, index) => ({ id: `${index}`, card }));
  const known: TargetEvidence["objectives"] = {
    cost: { type: "fact", figure: 1 },
    energy: { type: "fact", figure: 2 },
    footprint: { type: "fact", figure: 3 },
  };
  const evidence = targets.map(({ id }) => ({ target: id, objectives: known }));
  const found = compareExpense(syntheticRun({ targets }).scorecards, evidence);
  return { cautions: found.cautions, known: found.evidence.map(({ objectives }) => Object.keys(objectives).sort()) };
}

test("costs in one currency are compared, in several they are not", () => {
  const alike = compare([{ pricing: price("EUR") }, { pricing: price("EUR") }]);
  assert.deepEqual(alike.cautions, []);
  assert.deepEqual(alike.known[0], ["cost", "energy", "footprint"]);
  const mixed = compare([{ pricing: price("EUR") }, { pricing: price("USD") }]);
  assert.deepEqual(mixed.cautions, ["Costs are in EUR and USD: they are not compared."]);
  assert.deepEqual(mixed.known[0], ["energy", "footprint"]);
});

test("an energy that was read is not held against an estimate", () => {
  const mixed = compare([
    { energy: { readings: 24, estimates: 0, sources: ["RAPL"] } },
    { energy: { readings: 0, estimates: 24, sources: [], wattsPerCore: 8 } },
  ]);
  assert.deepEqual(mixed.cautions, ["Some energies were read and some are estimates: they are not compared."]);
  assert.deepEqual(mixed.known[1], ["cost", "footprint"]);
});

test("all else that is known of a target is kept, also why nothing may be concluded from its quality", () => {
  const { scorecards } = syntheticRun({ targets: [{ id: "a" }] });
  const withheld = { quality: { because: "the judge is unproven", settle: "scores by people" } };
  const evidence: readonly TargetEvidence[] = [
    { target: "a", objectives: { footprint: { type: "fact", figure: 3 } }, withheld },
  ];
  assert.deepEqual(compareExpense(scorecards, evidence).evidence, evidence);
});
