import type { Estimate } from "../../core/estimate.ts";
import type { MetricId } from "../metrics/metrics.ts";
import type { Distribution, Scorecard } from "./scorecard.ts";

/** The distribution of a metric that has one; absent when nothing was measured. */
export function readDistribution({ metrics }: Scorecard, id: MetricId): Distribution | undefined {
  const { [id]: summary } = metrics;
  return summary?.type === "distribution" ? summary : undefined;
}

/** The value of a metric without a distribution, with its interval; absent when it has none. */
export function readEstimate({ metrics }: Scorecard, id: MetricId): Estimate | undefined {
  const { [id]: summary } = metrics;
  return summary?.type === "value" ? summary.estimate : undefined;
}

/** The one value of a metric that has no distribution; absent when unknown. */
export function readValue({ metrics }: Scorecard, id: MetricId): number | undefined {
  const { [id]: summary } = metrics;
  return summary?.type === "value" ? summary.value : undefined;
}
