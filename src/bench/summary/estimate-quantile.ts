import type { Estimate } from "../../core/scorecard.ts";
import { clusteredQuantileInterval } from "../../stats/clustered-quantile-interval.ts";
import { quantile } from "../../stats/quantile.ts";
import { quantileInterval } from "../../stats/quantile-interval.ts";
import { samplesNeeded } from "../../stats/samples-needed.ts";
import type { Cluster } from "./cluster.ts";

/**
 * A quantile of type 7 with its interval: by order statistics where every cluster holds one value, else over clusters.
 *
 * Values of one cluster are rounds of a prompt, or gaps of a request: alike, and no evidence of their own.
 */
export function estimateQuantile(clusters: readonly Cluster[], p: number, level = 0.95): Estimate {
  const lists = clusters.map(({ values }) => values);
  const values = lists.flat();
  const value = quantile(values, p);
  const of = clusters[0]?.of ?? "requests";
  if (clusters.length < 2 || lists.every((list) => list.length === 1)) {
    const independent = lists.every((list) => list.length === 1);
    const interval = independent ? quantileInterval(values, p, level) : undefined;
    const n = independent ? values.length : clusters.length;
    if (interval === undefined) return { value, level, n, of, needs: samplesNeeded(p, level) };
    return { value, low: interval.low, high: interval.high, level, n, of };
  }
  const interval = clusteredQuantileInterval(lists, p, level);
  const n = clusters.length;
  if (interval.type === "too-few") return { value, level, n, of, needs: interval.clustersNeeded };
  return { value, low: interval.low, high: interval.high, level, n, of };
}
