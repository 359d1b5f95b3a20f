import { requireProbability } from "./require-probability.ts";

/**
 * The smallest number of values for which `quantileInterval()` of this `p` and `level` exists.
 *
 * It is the smallest n for which the span from the smallest to the largest of n values covers the quantile with at
 * least that probability: 1 - p^n - (1 - p)^n >= level. At level 0.95: 6 for the median, 59 for p95, 299 for p99.
 * Source: Wilks, "Determination of Sample Sizes for Setting Tolerance Limits", 1941; David and Nagaraja, "Order
 * Statistics", section 7.1. (Asking for at most half the error on each side would take 72 for p95 and 368 for p99.)
 * @throws invalid-input when p or level is not strictly between 0 and 1
 */
export function samplesNeeded(p: number, level = 0.95): number {
  requireProbability(p, "p", "count the samples needed");
  requireProbability(level, "level", "count the samples needed");
  // The longer tail alone gives a lower bound to start from; the other adds a step or two.
  const bound = Math.ceil(Math.log(1 - level) / Math.log(Math.max(p, 1 - p)) - 1e-9);
  let n = Math.max(2, bound);
  while (1 - p ** n - (1 - p) ** n < level - 1e-12) n++;
  return n;
}
