import { AssayError } from "../core/errors.ts";
import { quantileSorted } from "./quantile.ts";
import { requireProbability } from "./require-probability.ts";
import { samplesNeeded } from "./samples-needed.ts";
import { studentCritical } from "./student-t.ts";

/** The interval of a quantile of clustered values, or the number of clusters that one takes. */
export type ClusteredQuantileInterval =
  | { readonly type: "interval"; readonly low: number; readonly high: number }
  | { readonly type: "too-few"; readonly clustersNeeded: number };

/**
 * So many times the values that an interval of independent values takes, in clusters or in what their values are worth.
 * With fewer, only samples with a lucky spread would reach an interval: theirs covered the p95 in 86 % of simulated runs.
 */
const MANY = 1.65;
const PLENTY = 4;

/**
 * A confidence interval for a quantile of values that are alike within a cluster, such as the rounds of one prompt.
 *
 * The share of values below the quantile gets the standard error of a ratio over clusters, never less than that of
 * independent values; the interval runs between the quantiles at that share plus and minus the margin of Student's t.
 * Where the margin reaches past the sample, or the values are worth too few independent ones, there is no interval, and
 * `clustersNeeded` estimates how many clusters of this kind it takes. Source: Woodruff, "Confidence Intervals for Medians and Other Position Measures", JASA 47, 1952.
 * @param sorted all values of the clusters, finite and ascending
 * @throws invalid-input with fewer than 2 clusters, or p or level not strictly between 0 and 1
 */
export function clusteredQuantileInterval(
  clusters: readonly (readonly number[])[],
  sorted: ArrayLike<number>,
  p: number,
  level = 0.95,
): ClusteredQuantileInterval {
  requireProbability(p, "p", "take a quantile interval");
  requireProbability(level, "level", "take a quantile interval");
  const count = clusters.length;
  if (count < 2) {
    throw new AssayError({
      code: "invalid-input",
      message: `A quantile interval over clusters needs at least 2 of them, not ${count}.`,
    });
  }
  const total = sorted.length;
  const at = quantileSorted(sorted, p);
  const below = clusters.map((cluster) => cluster.reduce((sum, value) => sum + (value <= at ? 1 : 0), 0));
  const share = below.reduce((sum, value) => sum + value, 0) / total;
  const squares = clusters.reduce((sum, { length }, i) => sum + ((below[i] ?? 0) - share * length) ** 2, 0);
  const clustered = ((count / (count - 1)) * squares) / total ** 2;
  const independent = (p * (1 - p)) / total;
  const variance = Math.max(clustered, independent);
  const margin = studentCritical(level, count - 1) * Math.sqrt(variance);
  const room = Math.min(p, 1 - p);
  const trials = (p * (1 - p)) / variance;
  const needed = samplesNeeded(p, level);
  const isEnough = trials >= PLENTY * needed || (trials >= needed && count >= MANY * needed);
  if (margin >= room || !isEnough) {
    const byMargin = Math.ceil(count * (margin / room) ** 2);
    return { type: "too-few", clustersNeeded: Math.max(count + 1, byMargin, Math.ceil(MANY * needed)) };
  }
  return { type: "interval", low: quantileSorted(sorted, p - margin), high: quantileSorted(sorted, p + margin) };
}
