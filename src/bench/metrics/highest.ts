/** The highest of the values that are known; absent when none is. */
export function highest(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce(
    (most, value) => (most === undefined || (value !== undefined && value > most) ? value : most),
    undefined,
  );
}
