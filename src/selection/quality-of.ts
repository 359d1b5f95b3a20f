import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import { LEAST_LABELLED } from "../bench/summary/summarize-judge.ts";
import type { Estimate } from "../core/estimate.ts";
import { pluralize } from "../lib/pluralize.ts";
import { type QualitySource, SOURCE_LABELS } from "../quality/sources/quality-source.ts";

/** The source that the quality of a target is taken from. */
export function sourceOf({ qualityFrom = "facets" }: Pick<Scorecard, "qualityFrom">): QualitySource {
  return qualityFrom;
}

/** The quality that is shown of a target, 0 to 1: of a judge its raw mean where that cannot be corrected. Absent when nothing was scored. */
export function qualityOf(card: Scorecard): Estimate | undefined {
  const source = sourceOf(card);
  switch (source) {
    case "facets":
      return card.facets?.ratio;
    case "people":
      return card.people?.ratio;
    case "judge":
      return isRawJudge(card) ? card.judge?.raw.ratio : card.judge?.corrected;
    case "checks":
      return card.checks?.ratio;
  }
  return source satisfies never;
}

/** Whether the quality that is shown is a judge's own word, which decides nothing. */
export function isRawJudge(card: Scorecard): boolean {
  return sourceOf(card) === "judge" && card.judge !== undefined && withheldQuality(card) !== undefined;
}

/** How the quality that is shown of a target is called in a sentence. */
export function qualityLabel(card: Scorecard): string {
  return isRawJudge(card) ? "scores by a judge, not corrected" : SOURCE_LABELS[sourceOf(card)];
}

/** Why nothing may be concluded from a quality, and what would change that. */
export interface WithheldQuality {
  readonly because: string;
  readonly settle: string;
}

/** What a source would take that tells nothing of a target; facets are taken where nobody chose, so that a lack of them is no news. */
const MISSING: Readonly<Partial<Record<QualitySource, WithheldQuality>>> = {
  people: { because: "no answer was scored by people", settle: "scores by people" },
  judge: { because: "no answer was scored by a judge", settle: "a judge that agrees with people" },
  checks: { because: "no answer was checked", settle: "prompts with checks" },
};

/** Says why the quality of a target decides nothing; absent where it may decide, and where quality has no source. */
export function withheldQuality(card: Scorecard): WithheldQuality | undefined {
  const source = sourceOf(card);
  if (source === "judge" && card.judge !== undefined) return withheldJudge(card, card.judge);
  return card.status === "failed" || qualityOf(card) !== undefined ? undefined : MISSING[source];
}

function withheldJudge(card: Scorecard, judge: NonNullable<Scorecard["judge"]>): WithheldQuality | undefined {
  if (judge.fitness === "unfit")
    return {
      because: `the judge ${judge.judge} is unfit: it agrees too little with people`,
      settle: "scores by people, or a judge that agrees with them",
    };
  const settle = `scores by people of answers to at least ${LEAST_LABELLED} prompts, by all criteria of the judge`;
  if (judge.fitness === "unproven")
    return { because: `the judge ${judge.judge} is unproven: people have scored too few of the same answers`, settle };
  if (judge.corrected === undefined)
    return {
      because: `people have scored answers of ${card.target.id} to ${pluralize(judge.labelled, "prompt")}, too few to correct the judge ${judge.judge}`,
      settle,
    };
  return undefined;
}

/** The same of one prompt, as parts of a whole. */
export interface PromptQuality {
  readonly found: number;
  readonly expected: number;
  /** The least by which `found` can differ: a facet, a check, or a point by one criterion. */
  readonly step: number;
}

/** Quality of the answers to one prompt; that of a judge is its own word, which is corrected over several prompts only. */
export function promptQuality(result: PromptResult, source: QualitySource): PromptQuality | undefined {
  const { facets, checks, people, judge } = result;
  switch (source) {
    case "facets":
      return facets && countsOf(facets.found, facets.expected);
    case "people":
      return people && { found: people.value, expected: 1, step: 0.25 / people.criteria };
    case "judge":
      return judge && { found: judge.value, expected: 1, step: 0.25 / judge.criteria };
    case "checks":
      return checks && countsOf(checks.passed, checks.expected);
  }
  return source satisfies never;
}

function countsOf(found: number, expected: number): PromptQuality | undefined {
  return expected > 0 ? { found, expected, step: 1 } : undefined;
}
