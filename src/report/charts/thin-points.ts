/** Points that a chart draws, and how many there were. */
export interface ThinnedPoints<T> {
  readonly drawn: readonly T[];
  readonly total: number;
}

/**
 * At most `limit` of the points, evenly spaced in the order given, so that the same run draws the same chart.
 *
 * Points that `keep` names come first, up to half of the limit: a chart must not lose its outliers.
 */
export function thinPoints<T>(
  points: readonly T[],
  limit: number,
  keep: (point: T) => boolean = () => false,
): ThinnedPoints<T> {
  if (points.length <= limit) return { drawn: points, total: points.length };
  // By index, as equal points are still several.
  const indexes = points.map((_, index) => index);
  const flags = points.map(keep);
  const kept = everyNth(
    indexes.filter((index) => flags[index]),
    Math.floor(limit / 2),
  );
  const others = everyNth(
    indexes.filter((index) => !flags[index]),
    limit - kept.length,
  );
  const chosen = new Set([...kept, ...others]);
  return { drawn: points.filter((_, index) => chosen.has(index)), total: points.length };
}

/** The remark of a caption on points that are not drawn; absent when all are. */
export function thinningNote({ drawn, total }: ThinnedPoints<unknown>): string | undefined {
  if (drawn.length === total) return undefined;
  const count = (n: number) => n.toLocaleString("en-US");
  return `${count(drawn.length)} of ${count(total)} requests are drawn, evenly chosen; figures and intervals rest on all.`;
}

function everyNth(indexes: readonly number[], limit: number): readonly number[] {
  if (indexes.length <= limit) return indexes;
  const step = indexes.length / limit;
  return Array.from({ length: limit }, (_, place) => indexes[Math.floor(place * step)] ?? 0);
}
