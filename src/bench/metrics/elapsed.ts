/** The time between two points as a list of one value; empty when either is unknown. Never negative: clocks of one process do not run back. */
export function elapsed(fromMs: number | undefined, toMs: number | undefined): readonly number[] {
  return fromMs === undefined || toMs === undefined ? [] : [Math.max(0, toMs - fromMs)];
}
