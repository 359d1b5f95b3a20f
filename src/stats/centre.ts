import { quantile } from "./quantile.ts";
import { requireSample } from "./require-sample.ts";

/**
 * The arithmetic mean, in the unit of the values.
 * @throws invalid-input when the sample is empty or not finite
 */
export function mean(values: readonly number[]): number {
  requireSample(values, "take a mean");
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/**
 * The middle value, or the mean of the two middle ones, in the unit of the values.
 * @throws invalid-input when the sample is empty or not finite
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
