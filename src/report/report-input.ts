import type { RunSummary } from "../bench/summary/scorecard.ts";
import type { Recommendation } from "../selection/recommendation.ts";

/** What every report form is made of. */
export interface ReportInput {
  readonly summary: RunSummary;
  /** Absent when none was asked for. */
  readonly recommendation?: Recommendation | undefined;
}
