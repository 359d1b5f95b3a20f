import { createRandom } from "../lib/random.ts";
import { mean } from "./centre.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import { quantile } from "./quantile.ts";
import { studentCritical } from "./student-t.ts";

export interface BootstrapOptions {
  readonly seed: number;
  readonly level?: number | undefined;
  readonly resamples?: number | undefined;
}

export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
}

/** The fewest units that an interval is shown for: with fewer, it covers the value too seldom. */
export const LEAST_FOR_BOOTSTRAP = 12;
/** Where the statistic cannot be computed of more resamples than this share, those that remain are no fair picture. */
const MOST_ABSENT = 0.05;

/**
 * A bootstrap interval of any statistic over units that are drawn with replacement, each as a whole.
 *
 * Bias-corrected and accelerated, at a level that is widened as Student's interval is for few units: the plain percentiles of
 * a coefficient of agreement cover it in 89 of 100 runs at 20 units. Absent below 12 units; where the statistic is absent too
 * often, as the interval would tell of the resamples that remain; and where all resamples agree, which shows no certainty.
 * Source: Efron, Journal of the American Statistical Association 82, 1987; Hesterberg, The American Statistician 69(4), 2015.
 */
export function bootstrapInterval<Unit>(
  units: readonly Unit[],
  statistic: (units: readonly Unit[]) => number | undefined,
  { seed, level = 0.95, resamples = 1000 }: BootstrapOptions,
): BootstrapInterval | undefined {
  const n = units.length;
  const found = n < LEAST_FOR_BOOTSTRAP ? undefined : statistic(units);
  if (found === undefined) return undefined;
  const random = createRandom(seed);
  const values: number[] = [];
  for (let count = 0; count < resamples; count++) {
    const value = statistic(units.map(() => units[random.integer(n)] as Unit));
    if (value !== undefined) values.push(value);
  }
  if (values.length < resamples * (1 - MOST_ABSENT)) return undefined;
  const below = values.filter((value) => value < found).length + values.filter((value) => value === found).length / 2;
  const bias = normalQuantile(Math.min(Math.max(below, 1), values.length - 1) / values.length);
  const critical = studentCritical(level, n - 1) * Math.sqrt(n / (n - 1));
  const acceleration = accelerate(units, statistic);
  const at = (z: number) => {
    const shifted = bias + z;
    return quantile(values, normalCdf(bias + shifted / (1 - acceleration * shifted)));
  };
  const [low, high] = [at(-critical), at(critical)];
  return low < high ? { low, high } : undefined;
}

/** How fast the statistic's error changes with its value: the skewness of the values that it takes with one unit left out. */
function accelerate<Unit>(units: readonly Unit[], statistic: (units: readonly Unit[]) => number | undefined): number {
  const values = units.flatMap((_, index) => statistic(units.toSpliced(index, 1)) ?? []);
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (middle - value) ** 2, 0);
  const cubes = values.reduce((sum, value) => sum + (middle - value) ** 3, 0);
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}
