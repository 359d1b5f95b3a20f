import type { Metric, RequestMetric, TargetMeasurements } from "../../core/metric.ts";
import type { MetricSummary } from "../../core/scorecard.ts";
import { clusterValues } from "./cluster.ts";
import { estimateMean } from "./estimate-mean.ts";
import { estimateQuantile } from "./estimate-quantile.ts";

/** What the measurements say of one metric; absent when no request has a value. */
export function summarizeMetric(metric: Metric, measured: TargetMeasurements, seed: number): MetricSummary | undefined {
  if (metric.type === "request") return summarizeDistribution(metric, measured, seed);
  const value = metric.value(measured);
  return value === undefined ? undefined : { type: "value", metric: metric.id, n: measured.samples.length, value };
}

function summarizeDistribution(
  metric: RequestMetric,
  { samples }: TargetMeasurements,
  seed: number,
): MetricSummary | undefined {
  const clusters = clusterValues(metric, samples);
  if (clusters.length === 0) return undefined;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let n = 0;
  for (const { values } of clusters) {
    n += values.length;
    for (const value of values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return {
    type: "distribution",
    metric: metric.id,
    n,
    mean: estimateMean(clusters, seed),
    p50: estimateQuantile(clusters, 0.5),
    p95: estimateQuantile(clusters, 0.95),
    p99: estimateQuantile(clusters, 0.99),
    min,
    max,
  };
}
