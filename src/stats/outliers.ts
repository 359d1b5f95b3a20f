import { median } from "./centre.ts";
import { requireSample } from "./require-sample.ts";

// The cut that Iglewicz and Hoaglin recommend for the modified z score.
const OUTLIER_Z = 3.5;
/** Makes the median of absolute differences of two normal values their standard deviation: 0.6745 * sqrt(2). */
const PAIR_TO_DEVIATION = 0.9539;
/** Pairs further apart than this add nothing to the scale, and their number grows with the square. */
const MOST_LAG = 25;

/**
 * The indexes of the values that lie more than 3.5 robust standard deviations from the median of their group, ascending: to be
 * flagged, never dropped.
 *
 * The scale is that of all groups: the median absolute difference of two values of one group. Deviations from the group's
 * median would not do, as they are too small in small groups: of three values, one is the median itself. Absent where more
 * than half of the pairs are equal, or no group has two values. Sources: Iglewicz and Hoaglin, 1993 (the cut); Rousseeuw
 * and Croux, 1993 (differences of pairs as a scale).
 * @param groups the group of each value
 * @throws invalid-input when the sample is empty or not finite
 */
export function groupedOutliers(values: readonly number[], groups: readonly string[]): readonly number[] | undefined {
  requireSample(values, "find outliers");
  const byGroup = Map.groupBy(values.keys(), (index) => groups[index]);
  const lists = [...byGroup.values()].map((indexes) => indexes.map((index) => values[index] ?? 0));
  const pairs = lists.flatMap((list) =>
    list.flatMap((value, at) => list.slice(at + 1, at + 1 + MOST_LAG).map((other) => Math.abs(value - other))),
  );
  const deviation = pairs.length === 0 ? 0 : median(pairs) / PAIR_TO_DEVIATION;
  if (deviation === 0) return undefined;
  const centres = new Map([...byGroup.keys()].map((group, index) => [group, median(lists[index] ?? [])]));
  return values.flatMap((value, index) => {
    const centre = centres.get(groups[index]) ?? value;
    return Math.abs(value - centre) > OUTLIER_Z * deviation ? [index] : [];
  });
}
