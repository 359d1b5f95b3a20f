import type { Estimate } from "../../core/estimate.ts";
import { mean } from "../../stats/centre.ts";
import { LEAST_FOR_MEAN } from "../../stats/least-values.ts";
import { meanInterval } from "../../stats/mean-interval.ts";
import type { Cluster } from "./cluster.ts";

/** The mean of the clusters' means, with its interval over clusters. */
export function estimateMean(clusters: readonly Cluster[], level = 0.95): Estimate {
  const means = clusters.map(({ values }) => mean(values));
  const estimate = { value: mean(means), level, n: means.length, of: clusters[0]?.of ?? "requests" } as const;
  const interval = meanInterval(means, level);
  return interval === undefined ? { ...estimate, needs: LEAST_FOR_MEAN } : { ...estimate, ...interval };
}
