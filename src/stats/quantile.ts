import { AssayError } from "../core/errors.ts";
import { requireSample } from "./require-sample.ts";

/**
 * The value below which the share `p` of the sample lies, in the unit of the values, interpolated between neighbours.
 *
 * Never outside the smallest and largest value. Source: Hyndman and Fan, "Sample Quantiles in Statistical Packages",
 * The American Statistician 50(4), 1996, definition 7 (the default of NumPy and R).
 * @throws invalid-input when the sample is empty or not finite, or p is not in 0 to 1
 */
export function quantile(values: readonly number[], p: number): number {
  requireSample(values, "take a quantile");
  return quantileSorted(Float64Array.from(values).sort(), p);
}

/**
 * `quantile()` of values that already stand in ascending order, which is trusted, as are the values themselves.
 * @throws invalid-input when the sample is empty, or p is not in 0 to 1
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1))
    throw new AssayError({
      code: "invalid-input",
      message: `The p of a quantile must be between 0 and 1, not ${p}.`,
      hint: "The 95th percentile is p = 0.95.",
    });
  if (sorted.length === 0) requireSample([], "take a quantile");
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (position - below);
}
