import type { Estimate } from "../../core/scorecard.ts";
import { bootstrapInterval } from "../../stats/bootstrap.ts";
import { mean } from "../../stats/mean.ts";
import type { Cluster } from "./cluster.ts";

/** More clusters than this are thinned to evenly spaced ones for the interval: it no longer changes, and time does. */
const MOST_CLUSTERS = 1000;

/** The mean of the clusters' means, with a bootstrap interval that resamples clusters. */
export function estimateMean(clusters: readonly Cluster[], seed: number, level = 0.95): Estimate {
  const means = clusters.map(({ values }) => mean(values));
  const n = means.length;
  const of = clusters[0]?.of ?? "requests";
  const value = mean(means);
  const step = Math.max(1, n / MOST_CLUSTERS);
  const kept = Array.from({ length: Math.min(n, MOST_CLUSTERS) }, (_, i) => means[Math.floor(i * step)] ?? 0);
  const interval = bootstrapInterval({ clusters: kept.map((one) => [one]), statistic: mean, level, seed });
  if (interval === undefined) return { value, level, n, of, needs: 2 };
  const narrower = Math.sqrt(kept.length / n);
  return {
    value,
    low: value - (interval.estimate - interval.low) * narrower,
    high: value + (interval.high - interval.estimate) * narrower,
    level,
    n,
    of,
  };
}
