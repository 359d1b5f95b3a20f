import { normalQuantile } from "../../stats/normal.ts";
import { spearman } from "../../stats/spearman.ts";

/** A rank correlation with its interval. */
export interface RankInterval {
  /** From -1 to 1. */
  readonly rho: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** The fewest pairs that an interval is given for. */
const LEAST_PAIRS = 10;

/**
 * Spearman's rank correlation with its interval at 95 %; undefined below 10 pairs, or where one of the two never changes.
 *
 * Source: Bonett and Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman correlations",
 * Psychometrika 65, 2000.
 */
export function rankInterval(xs: readonly number[], ys: readonly number[]): RankInterval | undefined {
  const n = xs.length;
  const { rho } = (n < LEAST_PAIRS ? undefined : spearman(xs, ys)) ?? {};
  if (rho === undefined) return undefined;
  const half = normalQuantile(0.975) * Math.sqrt((1 + rho ** 2 / 2) / (n - 3));
  return { rho, low: Math.tanh(Math.atanh(rho) - half), high: Math.tanh(Math.atanh(rho) + half), n };
}
