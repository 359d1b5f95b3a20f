import type { Estimate } from "../../core/estimate.ts";

/** Where the quality of answers can come from, in the order in which one is taken when nobody chooses. */
export const QUALITY_SOURCES = ["facets", "people", "judge", "checks"] as const;

export type QualitySource = (typeof QUALITY_SOURCES)[number];

/** How a figure of that source is called in a sentence. */
export const SOURCE_LABELS: Readonly<Record<QualitySource, string>> = {
  facets: "facets found",
  people: "scores by people",
  judge: "scores by a judge, corrected by people",
  checks: "checks passed",
};

/** Whether it holds scores of a rubric from 1 to 5, which count as 0 to 1. */
export function isRubricSource(source: QualitySource | undefined): boolean {
  return source === "people" || source === "judge";
}

/** A score of 1 to 5 as 0 to 1. */
export function toShare(points: number): number {
  return (points - 1) / 4;
}

/** An estimate of 0 to 1 as one of scores of 1 to 5. */
export function inPoints(estimate: Estimate): Estimate {
  const { value, low, high } = estimate;
  const ends = low === undefined || high === undefined ? {} : { low: toPoints(low), high: toPoints(high) };
  return { ...estimate, value: toPoints(value), ...ends };
}

/** A value of 0 to 1 as a score of 1 to 5. */
export function toPoints(share: number): number {
  return 1 + 4 * share;
}
