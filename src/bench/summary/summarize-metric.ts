import type { TargetMeasurements } from "../../core/metric.ts";
import type { KnownMetric, KnownRequestMetric } from "../metrics/metrics.ts";
import { type Cluster, clusterValues } from "./cluster.ts";
import { estimateMean } from "./estimate-mean.ts";
import { estimateQuantiles } from "./estimate-quantiles.ts";
import type { MetricSummary } from "./scorecard.ts";

/** Sums the measurements up for one metric; absent when no request has a value. */
export function summarizeMetric(metric: KnownMetric, measured: TargetMeasurements): MetricSummary | undefined {
  if (metric.type === "request") return summarizeDistribution(metric, measured);
  if ("estimate" in metric) {
    const estimate = metric.estimate(measured);
    if (estimate === undefined) return undefined;
    return { type: "value", metric: metric.id, value: estimate.value, n: estimate.n, estimate };
  }
  const value = metric.value(measured);
  if (value === undefined) return undefined;
  const single = { type: "value", metric: metric.id, value } as const;
  if (!("readings" in metric)) return { ...single, n: measured.samples.length };
  const readings = metric.readings(measured);
  return { ...single, n: readings.length, readings };
}

function summarizeDistribution(
  metric: KnownRequestMetric,
  { samples, rates }: TargetMeasurements,
): MetricSummary | undefined {
  const clusters = clusterValues(metric, samples, rates);
  if (clusters.length === 0) return undefined;
  const sorted = sortValues(clusters);
  const [p50, p95, p99] = estimateQuantiles({ clusters, sorted, isPooled: "pooled" in metric }, [0.5, 0.95, 0.99]);
  return {
    type: "distribution",
    metric: metric.id,
    n: sorted.length,
    mean: estimateMean(clusters),
    p50,
    p95,
    p99,
    min: sorted.at(0) ?? 0,
    max: sorted.at(-1) ?? 0,
  };
}

function sortValues(clusters: readonly Cluster[]): Float64Array {
  const all = new Float64Array(clusters.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const { values } of clusters) {
    all.set(values, at);
    at += values.length;
  }
  return all.sort();
}
