/** First and last code point of a run of characters. */
export type CodePointRange = readonly [first: number, last: number];

/** Every character but the halves of surrogate pairs, which no text holds alone. */
export const ALL: readonly CodePointRange[] = [
  [0, 0xd7ff],
  [0xe000, 0x10ffff],
];

/** The characters that are in `all` and not in `removed`. */
export function without(all: readonly CodePointRange[], removed: readonly CodePointRange[]): readonly CodePointRange[] {
  return removed.reduce<readonly CodePointRange[]>(
    (left, [first, last]) =>
      left.flatMap(([from, to]) => {
        if (last < from || first > to) return [[from, to] as const];
        const before: readonly CodePointRange[] = first > from ? [[from, first - 1]] : [];
        const after: readonly CodePointRange[] = last < to ? [[last + 1, to]] : [];
        return [...before, ...after];
      }),
    all,
  );
}

export function complementOf(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  return without(ALL, ranges);
}

export function holds(ranges: readonly CodePointRange[], codePoint: number): boolean {
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}
