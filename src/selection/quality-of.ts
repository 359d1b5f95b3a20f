import type { FacetCounts, PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import type { Estimate } from "../core/estimate.ts";

/** The quality that a choice rests on, 0 to 1: the share of expected facets found. Absent when nothing was scored. */
export function qualityOf({ facets }: Scorecard): Estimate | undefined {
  return facets?.ratio;
}

/** The same of one prompt, as parts of a whole. */
export function promptQuality({ facets }: PromptResult): Pick<FacetCounts, "found" | "expected"> | undefined {
  return facets !== undefined && facets.expected > 0 ? facets : undefined;
}
