import { LEAST_VALUES } from "./least-values.ts";
import { normalQuantile } from "./normal.ts";

/** Successes of one independent unit, such as the facets found in the answer to one prompt. */
export interface Successes {
  readonly found: number;
  readonly expected: number;
}

/**
 * A confidence interval for a share whose trials come in clusters: it stays within 0 to 1.
 *
 * Wilson's score interval for as many independent trials as would have the same standard error as the share has over
 * clusters, and for no more than there were. Where clusters do not differ, each counts as one trial. Absent below 6
 * clusters. Source: Wilson, Journal of the American Statistical Association 22, 1927; Kott and Carr, Journal of Official
 * Statistics 13, 1997; Franco et al., Journal of Survey Statistics and Methodology 7(3), 2019.
 */
export function shareInterval(
  clusters: readonly Successes[],
  level = 0.95,
): { readonly low: number; readonly high: number } | undefined {
  const n = clusters.length;
  if (n < LEAST_VALUES) return undefined;
  const expected = clusters.reduce((sum, one) => sum + one.expected, 0);
  const share = clusters.reduce((sum, one) => sum + one.found, 0) / expected;
  const squares = clusters.reduce((sum, one) => sum + (one.found - share * one.expected) ** 2, 0);
  const variance = ((n / (n - 1)) * squares) / expected ** 2;
  const trials = Math.min(expected, variance > 0 ? (share * (1 - share)) / variance : n);
  const z = normalQuantile((1 + level) / 2);
  const weight = (z * z) / trials;
  const middle = (share + weight / 2) / (1 + weight);
  const half = (z * Math.sqrt((share * (1 - share) + weight / 4) / trials)) / (1 + weight);
  // At nothing and at all, rounding would leave a trace beside 0 and 1.
  return { low: share === 0 ? 0 : Math.max(0, middle - half), high: share === 1 ? 1 : Math.min(1, middle + half) };
}
