/** Bytes from the first number up to, not including, the second. */
export type Interval = readonly [start: number, end: number];

/** The same bytes in order, without overlaps, with neighbours joined. */
export function mergeIntervals(intervals: readonly Interval[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [start, end] of [...intervals].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (end <= start) continue;
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** Lists the gaps between the intervals in `sizeBytes`, in pieces of at most `pieceBytes`. */
export function missingPieces(done: readonly Interval[], sizeBytes: number, pieceBytes: number): Interval[] {
  const pieces: Interval[] = [];
  let at = 0;
  for (const [start, end] of [...mergeIntervals(done), [sizeBytes, sizeBytes] as const]) {
    for (; at < Math.min(start, sizeBytes); at = Math.min(at + pieceBytes, start))
      pieces.push([at, Math.min(at + pieceBytes, start)]);
    at = Math.max(at, end);
  }
  return pieces;
}

/** Bytes that the intervals hold. */
export function countBytes(intervals: readonly Interval[]): number {
  return mergeIntervals(intervals).reduce((sum, [start, end]) => sum + end - start, 0);
}
