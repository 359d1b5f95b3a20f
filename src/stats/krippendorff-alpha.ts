/**
 * Krippendorff's alpha of any number of raters who gave points: 1 where they always agree, 0 where the points of one
 * item lie as far apart as those of any two.
 *
 * Distances are ordinal: two points are as far apart as points were given between them; or nominal: points are the same or
 * not. Items with fewer than two points say
 * nothing and are left out, so raters may have left out items. Absent where no item has two, and where all points are the
 * same. Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011.
 *
 * @param items the points that each item was given, in any order
 */
export function krippendorffAlpha(
  items: readonly (readonly number[])[],
  scale: "ordinal" | "nominal" = "ordinal",
): number | undefined {
  const pairable = items.filter((points) => points.length > 1);
  const counts = new Map<number, number>();
  for (const point of pairable.flat()) counts.set(point, (counts.get(point) ?? 0) + 1);
  const values = [...counts.keys()].sort((a, b) => a - b);
  const distance = scale === "nominal" ? isOther : createOrdinalDistance(values, counts);
  const total = values.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);

  let observed = 0;
  for (const points of pairable)
    for (const [index, a] of points.entries())
      for (const b of points.slice(index + 1)) observed += (2 * distance(a, b)) / (points.length - 1);
  let expected = 0;
  for (const a of values)
    for (const b of values) expected += (counts.get(a) ?? 0) * (counts.get(b) ?? 0) * distance(a, b);
  return expected === 0 ? undefined : 1 - ((total - 1) * observed) / expected;
}

function isOther(a: number, b: number): number {
  return a === b ? 0 : 1;
}

/** The squared number of points given from one value to the other, those of the two themselves counted by half. */
function createOrdinalDistance(values: readonly number[], counts: ReadonlyMap<number, number>) {
  const middles = new Map<number, number>();
  let below = 0;
  for (const value of values) {
    const count = counts.get(value) ?? 0;
    middles.set(value, below + count / 2);
    below += count;
  }
  return (a: number, b: number) => ((middles.get(a) ?? 0) - (middles.get(b) ?? 0)) ** 2;
}
