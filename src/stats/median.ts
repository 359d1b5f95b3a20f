import { quantile } from "./quantile.ts";

/**
 * The middle value, or the mean of the two middle ones, in the unit of the values.
 * @throws invalid-input when the sample is empty or not finite
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
