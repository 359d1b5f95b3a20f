/** Finds where a rising function passes `target` between `low` and `high`, as closely as numbers can say. */
export function bisect(rising: (x: number) => number, target: number, low: number, high: number): number {
  let below = low;
  let above = high;
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return middle;
    if (rising(middle) < target) below = middle;
    else above = middle;
  }
}
