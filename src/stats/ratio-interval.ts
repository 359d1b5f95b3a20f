import { LEAST_FOR_MEAN } from "./least-values.ts";
import { type MeanInterval, skewedInterval } from "./mean-interval.ts";

/** Two sums of one unit, such as the acceptable answers to a prompt and the time that they took. */
export interface RatioPart {
  readonly amount: number;
  /** Above 0. */
  readonly base: number;
}

/**
 * A confidence interval for a ratio of sums over independent units: Student's t with Hall's correction on the linearised ratio. It
 * is never below 0, and absent below 12 units or where the ratio is 0, of which the spread tells nothing.
 *
 * Source: Cochran, "Sampling Techniques", 3rd edition, 1977, chapter 6.
 */
export function ratioInterval(parts: readonly RatioPart[], level = 0.95): MeanInterval | undefined {
  const n = parts.length;
  const base = parts.reduce((sum, part) => sum + part.base, 0);
  const value = parts.reduce((sum, part) => sum + part.amount, 0) / base;
  if (n < LEAST_FOR_MEAN || !(value > 0)) return undefined;
  const off = parts.map((part) => part.amount - value * part.base);
  const squares = off.reduce((sum, one) => sum + one ** 2, 0);
  if (squares === 0) return { low: value, high: value };
  const cubes = off.reduce((sum, one) => sum + one ** 3, 0);
  const skewness = cubes / n / (squares / n) ** 1.5 / Math.sqrt(n);
  const standardError = Math.sqrt((n / (n - 1)) * squares) / base;
  const { low, high } = skewedInterval({ value, standardError, degrees: n - 1, skewness }, level);
  return { low: Math.max(0, low), high };
}
