import { AssayError } from "../core/errors.ts";
import { createRandom } from "../lib/random.ts";
import { normalCdf } from "./normal.ts";
import { quantileSorted } from "./quantile.ts";
import { requireProbability } from "./require-probability.ts";
import { requireSample } from "./require-sample.ts";
import { studentCritical } from "./student-t.ts";

export interface BootstrapOptions {
  /** One list per independent unit, such as all values of one prompt: drawn together or not at all. */
  readonly clusters: readonly (readonly number[])[];
  /** The figure to judge, of all values of the clusters drawn, cluster by cluster; it must not keep the list. */
  readonly statistic: (values: readonly number[]) => number;
  /** Number of draws; 2000 unless told. */
  readonly resamples?: number | undefined;
  /** 0.95 unless told. */
  readonly level?: number | undefined;
  readonly seed: number;
}

/** A figure with what it may be, in the unit of the figure. */
export interface BootstrapInterval {
  /** The figure of the sample itself. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly resamples: number;
  /** Number of independent units that the interval rests on. */
  readonly clusters: number;
}

/**
 * A bootstrap interval for any statistic, resampled by cluster: the same seed gives the same interval.
 *
 * Absent with fewer than 2 clusters, or when the statistic of some draw is no finite number. A plain percentile
 * interval is too narrow for few clusters (by 37 % with 5, by 7 % with 24: sqrt((n - 1) / n) times normal over
 * Student's t), so the percentiles are widened by just that ("expanded percentile"). A bias stays, as no draw reaches
 * outside the sample: at level 0.95 the mean of normal values was covered 75 % of the time with 3 clusters, 92 % with
 * 5 and 94 % from 8 on in simulation; skewed values and high quantiles fare worse. Source: Hesterberg, "What Teachers
 * Should Know About the Bootstrap", The American Statistician 69(4), 2015; Efron and Tibshirani, "An Introduction to
 * the Bootstrap", 1993, chapter 13.
 * @throws invalid-input when a cluster is empty or not finite, or level, resamples or seed is out of range
 */
export function bootstrapInterval(options: BootstrapOptions): BootstrapInterval | undefined {
  const { clusters, statistic, resamples = 2_000, level = 0.95, seed } = options;
  requireProbability(level, "level", "bootstrap an interval");
  if (!Number.isInteger(resamples) || resamples < 1)
    throw new AssayError({
      code: "invalid-input",
      message: `Cannot bootstrap an interval as the resamples must be a whole number from 1: current value is ${resamples}`,
    });
  for (const cluster of clusters) requireSample(cluster, "bootstrap an interval");
  const random = createRandom(seed);
  if (clusters.length < 2) return undefined;

  const drawn: number[] = [];
  const draws = new Float64Array(resamples);
  for (let draw = 0; draw < resamples; draw++) {
    drawn.length = 0;
    for (let pick = 0; pick < clusters.length; pick++) append(drawn, clusters[random.integer(clusters.length)]);
    draws[draw] = statistic(drawn);
  }
  const estimate = statistic(clusters.flat());
  if (!Number.isFinite(estimate) || !draws.every(Number.isFinite)) return undefined;

  draws.sort();
  const tail = expandedTail(level, clusters.length);
  const low = quantileSorted(draws, tail);
  const high = quantileSorted(draws, 1 - tail);
  return { estimate, low, high, level, resamples, clusters: clusters.length };
}

// A loop, as spreading a list into push() fails on very long ones.
function append(list: number[], values: readonly number[] = []): void {
  for (const value of values) list.push(value);
}

function expandedTail(level: number, clusters: number): number {
  return normalCdf(-Math.sqrt(clusters / (clusters - 1)) * studentCritical(level, clusters - 1));
}
