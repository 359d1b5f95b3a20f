import { METRICS } from "../../bench/metrics/metrics.ts";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Metric } from "../../core/metric.ts";
import type { RunCosts } from "../../costs/costs-of-run.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import type { ReportInput } from "../content/report-input.ts";
import { reportCosts } from "../costs/report-costs.ts";

/** The report as data. `schemas/report.schema.json` describes it; within one schema number fields are only added. */
export interface ReportJson {
  readonly schema: 3;
  readonly type: "assay-report";
  readonly summary: RunSummary;
  readonly recommendation?: Recommendation | undefined;
  /** Absent where the run tells neither energy nor cost. */
  readonly costs?: RunCosts | undefined;
  /** The meaning of each metric id. */
  readonly metrics: readonly MetricNote[];
}

type MetricNote = Pick<Metric, "id" | "label" | "unit" | "better" | "formula" | "source">;

/** Everything that a report shows, as one JSON document. What is absent is left out, never null. */
export function toReportJson({ summary, recommendation }: ReportInput): ReportJson {
  const metrics = METRICS.map(({ id, label, unit, better, formula, source }) => ({
    id,
    label,
    unit,
    better,
    formula,
    source,
  }));
  const costs = reportCosts(summary);
  return {
    schema: 3,
    type: "assay-report",
    summary,
    ...(recommendation && { recommendation }),
    ...(costs && { costs }),
    metrics,
  };
}
