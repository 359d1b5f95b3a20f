import type { Estimate } from "../../core/estimate.ts";
import { median } from "../../stats/centre.ts";
import { clusteredQuantileInterval } from "../../stats/clustered-quantile-interval.ts";
import { quantileSorted } from "../../stats/quantile.ts";
import { quantileInterval, quantileIntervalSorted } from "../../stats/quantile-interval.ts";
import { samplesNeeded } from "../../stats/samples-needed.ts";
import type { Cluster } from "./cluster.ts";

const LEVEL = 0.95;

export interface ValuesOfMetric {
  readonly clusters: readonly Cluster[];
  /** All values of the clusters, ascending. */
  readonly sorted: Float64Array;
  /** A request has many values, such as the gaps between its tokens, of which each counts. */
  readonly isPooled: boolean;
}

/**
 * Quantiles of type 7 with their intervals, each of the very statistic that the value is.
 *
 * Values of one cluster are rounds of a prompt, or gaps of a request: alike, and no evidence of their own. So the p50 is the median
 * of the prompts' medians, with an interval by order statistics of these. Other quantiles, and all of pooled values, are of all values
 * together: by order statistics where every cluster holds one, else over clusters.
 */
export function estimateQuantiles<const P extends readonly number[]>(
  { clusters, sorted, isPooled }: ValuesOfMetric,
  ps: P,
): { [K in keyof P]: Estimate } {
  const lists = clusters.map(({ values }) => values);
  const of = clusters[0]?.of ?? "requests";
  const independent = lists.every((list) => list.length === 1);
  const estimate = (p: number): Estimate => {
    if (p === 0.5 && !isPooled) return estimateMedian(lists.map(median), of);
    const value = quantileSorted(sorted, p);
    const base = { value, level: LEVEL, n: clusters.length, of };
    if (independent || clusters.length < 2) {
      const interval = independent ? quantileIntervalSorted(sorted, p, LEVEL) : undefined;
      if (interval === undefined) return { ...base, needs: samplesNeeded(p, LEVEL) };
      return { ...base, low: interval.low, high: interval.high };
    }
    const interval = clusteredQuantileInterval(lists, sorted, p, LEVEL);
    if (interval.type === "too-few") return { ...base, needs: interval.clustersNeeded };
    return { ...base, low: interval.low, high: interval.high };
  };
  return ps.map(estimate) as { [K in keyof P]: Estimate };
}

/** Half of the clusters lie below the median of their medians: the same evidence as one value of each. */
function estimateMedian(medians: readonly number[], of: Estimate["of"]): Estimate {
  const base = { value: median(medians), level: LEVEL, n: medians.length, of } as const;
  const interval = quantileInterval(medians, 0.5, LEVEL);
  if (interval === undefined) return { ...base, needs: samplesNeeded(0.5, LEVEL) };
  return { ...base, low: interval.low, high: interval.high };
}
