import { logGamma } from "./log-gamma.ts";
import { requireProbability } from "./require-probability.ts";
import { requireSample } from "./require-sample.ts";

/** Two values of the sample between which the true quantile lies. */
export interface QuantileInterval {
  readonly low: number;
  readonly high: number;
  /** The level asked for. */
  readonly level: number;
  /** The probability that it covers the quantile: at least `level`, more as ranks are whole numbers. */
  readonly coverage: number;
  /** The place of `low` in the sorted sample, counted from 1. */
  readonly lowRank: number;
  /** The place of `high` in the sorted sample, counted from 1. */
  readonly highRank: number;
}

/**
 * A confidence interval for a quantile that assumes no distribution, only independent values, in their unit.
 *
 * Takes as few ranks as reach the level, so the error may lie unequally on the two sides. Absent when even the
 * smallest and the largest value do not reach it: `samplesNeeded()` says from which size on they do. Source: Hahn and
 * Meeker, "Statistical Intervals", section 5.2; Conover, "Practical Nonparametric Statistics", section 3.2.
 * @throws invalid-input when the sample is empty or not finite, or p or level is not strictly between 0 and 1
 */
export function quantileInterval(values: readonly number[], p: number, level = 0.95): QuantileInterval | undefined {
  requireSample(values, "take a quantile interval");
  return quantileIntervalSorted(Float64Array.from(values).sort(), p, level);
}

/** `quantileInterval()` of values that are finite and ascending already. @throws invalid-input when p or level is out of range */
export function quantileIntervalSorted(
  sorted: ArrayLike<number>,
  p: number,
  level = 0.95,
): QuantileInterval | undefined {
  requireProbability(p, "p", "take a quantile interval");
  requireProbability(level, "level", "take a quantile interval");
  const ranks = shortestRanks(sorted.length, p, level);
  if (ranks === undefined) return undefined;
  const low = sorted[ranks.lowRank - 1];
  const high = sorted[ranks.highRank - 1];
  return low === undefined || high === undefined ? undefined : { low, high, level, ...ranks };
}

/**
 * How many of n values lie below the quantile is binomial(n, p), and the ranks l and u cover the quantile when that
 * count is l to u - 1. The probabilities fall to both sides of their peak, so growing from there by the larger
 * neighbour gives the shortest span. 0 and n are out: no rank lies below the smallest or above the largest value.
 */
function shortestRanks(n: number, p: number, level: number) {
  if (n < 2) return undefined;
  const odds = p / (1 - p);
  const peak = Math.min(Math.max(Math.floor((n + 1) * p), 1), n - 1);
  let first = peak;
  let last = peak;
  let atFirst = Math.exp(logBinomial(n, peak, p));
  let atLast = atFirst;
  let coverage = atFirst;
  while (coverage < level - 1e-12) {
    const before = first > 1 ? (atFirst * first) / ((n - first + 1) * odds) : -1;
    const after = last < n - 1 ? (atLast * (n - last) * odds) / (last + 1) : -1;
    if (before < 0 && after < 0) return undefined;
    if (before > after) {
      first--;
      atFirst = before;
      coverage += before;
    } else {
      last++;
      atLast = after;
      coverage += after;
    }
  }
  return { coverage, lowRank: first, highRank: last + 1 };
}

function logBinomial(n: number, k: number, p: number): number {
  const ways = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return ways + k * Math.log(p) + (n - k) * Math.log1p(-p);
}
