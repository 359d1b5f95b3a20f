import { requirePairs } from "./require-pairs.ts";

export interface KappaOptions {
  /** `linear`: two points apart are twice as bad as one; `quadratic`: four times; `none`: points are the same or not. */
  readonly weights: "linear" | "quadratic" | "none";
}

/**
 * Cohen's weighted kappa of two raters who gave points on one scale: 1 where they always agree, 0 where they agree as often as
 * raters who know nothing of the answers would, each with the points that they give.
 *
 * Only how far points lie apart counts, so the ends of the scale need not be known. Absent where both gave one and the same
 * point throughout: nothing can then be told from chance. Source: Cohen, Psychological Bulletin 70(4), 1968, in the form of
 * disagreements: 1 - observed / expected.
 * @throws invalid-input when the two differ in length, are empty or not finite
 */
export function weightedKappa(
  first: readonly number[],
  second: readonly number[],
  { weights }: KappaOptions,
): number | undefined {
  requirePairs(first, second, "compare raters");
  const power = { none: 0, linear: 1, quadratic: 2 }[weights];
  const distance = (a: number, b: number) => (a === b ? 0 : Math.abs(a - b) ** power);
  const observed = first.reduce((sum, a, index) => sum + distance(a, second[index] ?? a), 0) / first.length;
  const counts = countValues(second);
  let expected = 0;
  for (const [a, times] of countValues(first))
    for (const [b, others] of counts) expected += (times * others * distance(a, b)) / first.length ** 2;
  return expected === 0 ? undefined : 1 - observed / expected;
}

function countValues(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
