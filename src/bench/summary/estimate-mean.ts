import type { Estimate } from "../../core/estimate.ts";
import { bootstrapInterval } from "../../stats/bootstrap.ts";
import { mean } from "../../stats/centre.ts";
import { studentCritical } from "../../stats/student-t.ts";
import type { Cluster } from "./cluster.ts";

/** From so many clusters on, the bootstrap and Student's t agree to the digits that are shown, and only one is instant. */
const MANY_CLUSTERS = 200;

/** The mean of the clusters' means; its interval resamples clusters, or from 200 of them on is Student's. */
export function estimateMean(clusters: readonly Cluster[], seed: number, level = 0.95): Estimate {
  const means = clusters.map(({ values }) => mean(values));
  const value = mean(means);
  const estimate = { value, level, n: means.length, of: clusters[0]?.of ?? "requests" } as const;
  if (means.length >= MANY_CLUSTERS) {
    const margin = studentCritical(level, means.length - 1) * standardError(means, value);
    return { ...estimate, low: value - margin, high: value + margin };
  }
  const interval = bootstrapInterval({ clusters: means.map((one) => [one]), statistic: mean, level, seed });
  if (interval === undefined) return { ...estimate, needs: 2 };
  return { ...estimate, low: interval.low, high: interval.high };
}

function standardError(values: readonly number[], center: number): number {
  const squares = values.reduce((sum, one) => sum + (one - center) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
