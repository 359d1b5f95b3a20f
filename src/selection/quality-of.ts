import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import type { Estimate } from "../core/estimate.ts";
import type { QualitySource } from "../quality/sources/quality-source.ts";

/** The source that the quality of a target is taken from. */
export function sourceOf({ qualityFrom = "facets" }: Pick<Scorecard, "qualityFrom">): QualitySource {
  return qualityFrom;
}

/** The quality that a choice rests on, 0 to 1. Absent when nothing was scored. */
export function qualityOf(card: Scorecard): Estimate | undefined {
  const source = sourceOf(card);
  switch (source) {
    case "facets":
      return card.facets?.ratio;
    case "people":
      return card.people?.ratio;
    case "judge":
    case "checks":
      return undefined;
  }
  return source satisfies never;
}

/** The same of one prompt, as parts of a whole. */
export interface PromptQuality {
  readonly found: number;
  readonly expected: number;
  /** The least by which `found` can differ: a facet, or a point by one criterion. */
  readonly step: number;
}

export function promptQuality(result: PromptResult, source: QualitySource): PromptQuality | undefined {
  switch (source) {
    case "facets": {
      const { facets } = result;
      return facets !== undefined && facets.expected > 0
        ? { found: facets.found, expected: facets.expected, step: 1 }
        : undefined;
    }
    case "people": {
      const { people } = result;
      return people && { found: people.value, expected: 1, step: 0.25 / people.criteria };
    }
    case "judge":
    case "checks":
      return undefined;
  }
  return source satisfies never;
}
