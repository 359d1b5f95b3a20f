import assert from "node:assert/strict";
import test from "node:test";
import { syntheticRun } from "../../../test/fixtures/scorecards/synthetic-run.ts";
import type { Prompt } from "../../core/prompt.ts";
import { chooseQuality } from "./choose-quality.ts";
import type { Scorecard } from "./scorecard.ts";

const ratio = { value: 0.5, level: 0.95, n: 12, of: "prompts" } as const;
const { scorecards } = syntheticRun({ targets: [{ id: "a", quality: 0.8, latencyMs: 100 }], prompts: 12 });
const cards = scorecards.map((card): Scorecard => ({ ...card, checks: { ratio, kinds: [], figures: [] } as never }));

/** Prompts of which so many have facets, and so many checks. */
function promptsWith(facets: number, checks: number): readonly Prompt[] {
  return Array.from({ length: 12 }, (_, index) => ({
    id: `${index}`,
    prompt: "?",
    ...(index < facets && { facets: ["x"] }),
    ...(index < checks && { checks: [{ type: "answered" }] }),
  }));
}

const sourceOf = (facets: number, checks: number) => chooseQuality(cards, promptsWith(facets, checks))?.source;

test("facets go first, unless only checks stand on as many prompts as an interval takes", () => {
  assert.equal(sourceOf(12, 12), "facets");
  assert.equal(sourceOf(6, 12), "facets");
  assert.equal(sourceOf(3, 12), "checks");
  assert.equal(sourceOf(3, 5), "facets");
  assert.equal(chooseQuality(cards, promptsWith(3, 12), "facets")?.source, "facets");
});
