import { mad } from "./mad.ts";
import { median } from "./median.ts";

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
