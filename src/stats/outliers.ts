import { mad, median } from "./centre.ts";

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

/**
 * How many robust standard deviations each value lies from the median: 0.6745 * (x - median) / MAD.
 *
 * Absent when the median absolute deviation is 0, as then there is no scale to measure by. Source: Iglewicz and
 * Hoaglin, "How to Detect and Handle Outliers", ASQC Quality Press, 1993 (0.6745 makes the MAD of a normal
 * distribution its standard deviation).
 * @throws invalid-input when the sample is empty or not finite
 */
export function robustZ(values: readonly number[]): readonly number[] | undefined {
  const scale = mad(values);
  if (scale === 0) return undefined;
  const middle = median(values);
  return values.map((value) => (0.6745 * (value - middle)) / scale);
}
