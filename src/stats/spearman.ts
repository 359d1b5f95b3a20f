import { mean } from "./centre.ts";
import { requirePairs } from "./require-pairs.ts";
import { studentTwoSidedP } from "./student-t.ts";

/** Rank correlation of two quantities, and how surely it is there. */
export interface RankCorrelation {
  /** From -1 (one falls as the other rises) to 1. */
  readonly rho: number;
  /** Probability of a rho this far from 0, on either side, when the two are unrelated; approximate. */
  readonly pValue: number;
  readonly n: number;
}

/**
 * Spearman's rank correlation of two quantities measured together; equal values share their mean rank.
 *
 * Absent with fewer than 3 pairs, or when one quantity never changes. The p value takes rho * sqrt((n - 2) / (1 - rho^2))
 * for Student's t with n - 2 degrees of freedom, which is rough below about 10 pairs, and is never given smaller than
 * 2 / n!, the least that all orders of n values allow. Source: Conover, "Practical Nonparametric Statistics", section 5.4
 * (the same t as scipy.stats.spearmanr takes).
 * @throws invalid-input when the two differ in length, are empty or not finite
 */
export function spearman(xs: readonly number[], ys: readonly number[]): RankCorrelation | undefined {
  requirePairs(xs, ys, "correlate ranks");
  const n = xs.length;
  if (n < 3) return undefined;

  const rho = pearson(ranks(xs), ranks(ys));
  if (rho === undefined) return undefined;
  const t = rho * Math.sqrt((n - 2) / (1 - rho * rho));
  return { rho, pValue: Math.min(1, Math.max(studentTwoSidedP(t, n - 2), 2 / factorial(n))), n };
}

/** The rank of each value from 1; equal values share their mean rank. */
export function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (order[end]?.value === order[start]?.value) end++;
    for (const { index } of order.slice(start, end)) result[index] = (start + 1 + end) / 2;
    start = end;
  }
  return result;
}

function pearson(xs: readonly number[], ys: readonly number[]): number | undefined {
  const meanX = mean(xs);
  const meanY = mean(ys);
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (const [index, x] of xs.entries()) {
    const fromX = x - meanX;
    const fromY = (ys[index] ?? meanY) - meanY;
    squaresX += fromX * fromX;
    squaresY += fromY * fromY;
    products += fromX * fromY;
  }
  if (squaresX === 0 || squaresY === 0) return undefined;
  // Rounding may carry a perfect correlation past 1.
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY)));
}

function factorial(n: number): number {
  let product = 1;
  for (let factor = 2; factor <= n && product < 1e300; factor++) product *= factor;
  return product;
}
