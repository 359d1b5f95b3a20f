/**
 * A number for people: three significant digits, whole from 100 on, thousands set apart by a comma from 10,000 on.
 *
 * `decimals` fixes the number of decimals, so that an interval reads like its value. What is not finite is `-`.
 */
export function formatNumber(value: number, decimals: number = decimalsOf(value)): string {
  if (!Number.isFinite(value)) return "-";
  const fixed = value.toFixed(decimals);
  const text = Number(fixed) === 0 ? fixed.replace("-", "") : fixed;
  const [whole = "", fraction] = text.split(".");
  const grouped = Math.abs(value) < 10_000 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** The decimals that show three significant digits of a value: none from 100 on, three at most. */
export function decimalsOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3)))));
  return Math.min(Math.max(2 - magnitude, 0), 3);
}
