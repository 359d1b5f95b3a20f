import { mean } from "./centre.ts";
import { LEAST_FOR_MEAN } from "./least-values.ts";
import { studentCritical } from "./student-t.ts";

/** Interval of a mean, in the unit of the values. */
export interface MeanInterval {
  readonly low: number;
  readonly high: number;
}

/** The correction leaves a little of a strong skewness; so much less error is asked for that the interval covers what it says. */
const ERROR_KEPT = 0.9;

/**
 * A confidence interval for the mean of independent values that may be skewed, as latencies are.
 *
 * Student's t with Hall's cubic correction for skewness; without skewness it is Student's interval, a little wider. Absent below
 * 12 values: below, no interval covers the mean of values as skewed as latencies are. `perf/verdict-simulation.ts` shows the coverage.
 * Source: Hall, "On the Removal of Skewness by Transformation", Journal of the Royal Statistical Society B 54, 1992.
 */
export function meanInterval(values: readonly number[], level = 0.95): MeanInterval | undefined {
  const n = values.length;
  if (n < LEAST_FOR_MEAN) return undefined;
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  if (squares === 0) return { low: middle, high: middle };
  const cubes = values.reduce((sum, value) => sum + (value - middle) ** 3, 0);
  const deviation = Math.sqrt(squares / (n - 1));
  const skewness = cubes / n / (squares / n) ** 1.5 / Math.sqrt(n);
  return skewedInterval({ value: middle, standardError: deviation / Math.sqrt(n), degrees: n - 1, skewness }, level);
}

/** A mean, or a sum of means, whose own distribution may be skewed. */
export interface SkewedMean {
  readonly value: number;
  readonly standardError: number;
  /** Of Student's t. */
  readonly degrees: number;
  /** Of the mean itself, not of the values: theirs over the root of their number. */
  readonly skewness: number;
}

/** Student's interval with Hall's correction. */
export function skewedInterval({ value, standardError, degrees, skewness }: SkewedMean, level = 0.95): MeanInterval {
  const critical = studentCritical(1 - (1 - level) * ERROR_KEPT, degrees);
  return {
    low: value - standardError * withoutSkewness(critical, skewness),
    high: value - standardError * withoutSkewness(-critical, skewness),
  };
}

/** The inverse of T + γT²/3 + γ²T³/27 + γ/6. */
function withoutSkewness(value: number, skewness: number): number {
  if (Math.abs(skewness) < 1e-9) return value;
  return (3 / skewness) * (Math.cbrt(1 + skewness * (value - skewness / 6)) - 1);
}
