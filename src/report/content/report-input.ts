import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Sample } from "../../core/sample.ts";
import type { Recommendation } from "../../selection/recommendation.ts";

/** The material of every report form. */
export interface ReportInput {
  readonly summary: RunSummary;
  /** Absent when none was asked for. */
  readonly recommendation?: Recommendation | undefined;
}

/** The same with the raw requests, which some forms show. */
export interface SampleInput extends ReportInput {
  /** In the journal's order; taken in one pass, so that a long run need not be held in memory. */
  readonly samples: Iterable<Sample> | AsyncIterable<Sample>;
}
