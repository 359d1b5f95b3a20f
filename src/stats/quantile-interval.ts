import { logGamma } from "./log-gamma.ts";
import { requireProbability } from "./require-probability.ts";
import { requireSample } from "./require-sample.ts";

/** Two values between which the true quantile lies. */
export interface QuantileInterval {
  readonly low: number;
  readonly high: number;
  /** The level asked for. */
  readonly level: number;
  /** The probability that the values at the two ranks, which lie around `low` and `high`, cover the quantile. */
  readonly coverage: number;
  /** The place in the sorted sample, counted from 1, of the value that `low` is not below. */
  readonly lowRank: number;
  /** The place in the sorted sample, counted from 1, of the value that `high` is not above. */
  readonly highRank: number;
}

/**
 * A confidence interval for a quantile that assumes no distribution, only independent values, in their unit.
 *
 * Takes as few ranks as reach the level, the last of them in part, so the error may lie unequally on the two sides.
 * Absent when even the smallest and the largest value do not reach it: `samplesNeeded()` says from which size on they
 * do. Source: Hahn and Meeker, "Statistical Intervals", section 5.2; Conover, "Practical Nonparametric Statistics", 3.2.
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
  const { coverage, lowRank, highRank, lowStep, highStep } = ranks;
  const at = (rank: number) => sorted[rank - 1] ?? Number.NaN;
  const low = at(lowRank + 1) + lowStep * (at(lowRank) - at(lowRank + 1));
  const high = at(highRank - 1) + highStep * (at(highRank) - at(highRank - 1));
  return { low, high, level, coverage, lowRank, highRank };
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
  let lowStep = 1;
  let highStep = 1;
  while (coverage < level - 1e-12) {
    const before = first > 1 ? (atFirst * first) / ((n - first + 1) * odds) : -1;
    const after = last < n - 1 ? (atLast * (n - last) * odds) / (last + 1) : -1;
    if (before < 0 && after < 0) return undefined;
    const share = Math.min(1, (level - coverage) / Math.max(before, after));
    if (before > after) {
      lowStep = stepFor(share, n + 1 - first, n, 1 - p);
      first--;
      atFirst = before;
      coverage += before;
    } else {
      highStep = stepFor(share, last + 1, n, p);
      last++;
      atLast = after;
      coverage += after;
    }
  }
  return { coverage, lowRank: first, highRank: last + 1, lowStep, highStep };
}

/**
 * How far the way from rank r to the next one a limit must go, 0 to 1, to take the `share` of the probability between
 * the two. Whole ranks would cover up to 3 points more than asked for. Source: Nyblom, "Note on Interpolated Order
 * Statistics", Statistics and Probability Letters 14, 1992.
 */
function stepFor(share: number, rank: number, n: number, p: number): number {
  return 1 / (1 + (rank * (1 - p) * (1 - share)) / ((n - rank) * p * share));
}

function logBinomial(n: number, k: number, p: number): number {
  const ways = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return ways + k * Math.log(p) + (n - k) * Math.log1p(-p);
}
