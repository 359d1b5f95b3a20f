import { robustZ } from "./robust-z.ts";

// The cut that Iglewicz and Hoaglin recommend for the modified z score.
const OUTLIER_Z = 3.5;

/**
 * The indexes of the values whose robust z is beyond 3.5 on either side, ascending: to be flagged, never dropped.
 *
 * Absent when the median absolute deviation is 0 and nothing can be told. Source: Iglewicz and Hoaglin, 1993.
 * @throws invalid-input when the sample is empty or not finite
 */
export function outliers(values: readonly number[]): readonly number[] | undefined {
  return robustZ(values)?.flatMap((z, index) => (Math.abs(z) > OUTLIER_Z ? [index] : []));
}
