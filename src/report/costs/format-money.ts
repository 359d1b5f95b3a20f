import type { Estimate } from "../../core/estimate.ts";
import { formatNumber } from "../format/format-number.ts";

const MOST_DECIMALS = 9;

/** A sum of money in three significant digits, however small, such as `0.0000231`; whole from 100 on. */
export function formatMoney(value: number): string {
  return formatNumber(value, decimalsOf(value));
}

/** With its interval, or with what it lacks: `0.12 [0.1, 0.14]`, `0.12 (n=3, needs 6)`. */
export function formatEstimate({ value, low, high, n, needs }: Estimate): string {
  const decimals = decimalsOf(value);
  const show = (amount: number) => formatNumber(amount, decimals);
  return low === undefined || high === undefined
    ? `${show(value)} (n=${n}${needs === undefined ? "" : `, needs ${needs}`})`
    : `${show(value)} [${show(low)}, ${show(high)}]`;
}

function decimalsOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  return Math.min(Math.max(2 - Math.floor(Math.log10(Math.abs(value))), 0), MOST_DECIMALS);
}
