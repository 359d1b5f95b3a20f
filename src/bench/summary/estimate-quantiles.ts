import type { Estimate } from "../../core/estimate.ts";
import { median } from "../../stats/centre.ts";
import { clusteredQuantileInterval } from "../../stats/clustered-quantile-interval.ts";
import { quantileSorted } from "../../stats/quantile.ts";
import { quantileInterval, quantileIntervalSorted } from "../../stats/quantile-interval.ts";
import { samplesNeeded } from "../../stats/samples-needed.ts";
import type { Cluster } from "./cluster.ts";

const LEVEL = 0.95;

/**
 * Quantiles of type 7 with their intervals: by order statistics where every cluster holds one value, and for the median,
 * else over clusters.
 *
 * Values of one cluster are rounds of a prompt, or gaps of a request: alike, and no evidence of their own.
 * @param sorted all values of the clusters, ascending
 */
export function estimateQuantiles<const P extends readonly number[]>(
  clusters: readonly Cluster[],
  sorted: Float64Array,
  ps: P,
): { [K in keyof P]: Estimate } {
  const lists = clusters.map(({ values }) => values);
  const of = clusters[0]?.of ?? "requests";
  const independent = lists.every((list) => list.length === 1);
  const estimate = (p: number): Estimate => {
    const value = quantileSorted(sorted, p);
    const base = { value, level: LEVEL, n: clusters.length, of };
    if (independent || clusters.length < 2) {
      const interval = independent ? quantileIntervalSorted(sorted, p, LEVEL) : undefined;
      if (interval === undefined) return { ...base, needs: samplesNeeded(p, LEVEL) };
      return { ...base, low: interval.low, high: interval.high };
    }
    if (p === 0.5) return { ...base, ...medianOverClusters(lists, value) };
    const interval = clusteredQuantileInterval(lists, sorted, p, LEVEL);
    if (interval.type === "too-few") return { ...base, needs: interval.clustersNeeded };
    return { ...base, low: interval.low, high: interval.high };
  };
  return ps.map(estimate) as { [K in keyof P]: Estimate };
}

/** Half of the clusters lie below the median of their medians: the same evidence as one value of each. */
function medianOverClusters(lists: readonly (readonly number[])[], pooled: number) {
  const interval = quantileInterval(lists.map(median), 0.5, LEVEL);
  if (interval === undefined) return { needs: samplesNeeded(0.5, LEVEL) };
  return { low: Math.min(interval.low, pooled), high: Math.max(interval.high, pooled) };
}
