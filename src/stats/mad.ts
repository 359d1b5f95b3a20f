import { median } from "./median.ts";

/**
 * The median absolute deviation: the median distance of the values from their median, in their unit, unscaled.
 *
 * 0 when more than half of the values are the same.
 * @throws invalid-input when the sample is empty or not finite
 */
export function mad(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}
