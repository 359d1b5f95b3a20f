import { bisect } from "./bisect.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { LEAST_VALUES } from "./least-values.ts";
import { studentCritical } from "./student-t.ts";

/** A unit that was measured twice: by how much the second value is above the first, at most by its weight, and its weight. */
export interface PairedUnit {
  readonly difference: number;
  readonly weight: number;
}

/** Weighted mean difference, and the loss and the gain that it excludes, each at one side of the level. */
export interface LossBound {
  readonly value: number;
  /** A true loss of this size or more is excluded; from 0 to 1. */
  readonly loss: number;
  /** The true difference is below this. */
  readonly below: number;
}

/**
 * The largest mean loss that paired units still allow, for a test of whether something is not worse by a margin.
 *
 * Two things must be improbable at a loss for it to be excluded. By Student's t, a mean as good as this one: with half of the
 * variance that a loss of whole units would bring on top of the measured one, since units that hardly differ tell little of how
 * they differ when they do. And by the binomial distribution, so few units lost: where a loss hits whole units, 3 in 100 of
 * them hide from 24 in half of all cases. Without the first the level is not kept for mixed differences, without the second not for
 * rare ones: Student's t alone lets up to 70 of 100 pass that are worse by the margin. Absent below 6 units.
 * `perf/not-worse-simulation.ts` shows the level and the power. Sources: Student's t and the exact interval of Clopper and Pearson,
 * Biometrika 26, 1934; non-inferiority by a one-sided interval: EMA, "Guideline on the choice of the non-inferiority margin", 2005.
 */
export function boundLoss(units: readonly PairedUnit[], level = 0.95): LossBound | undefined {
  if (units.length < LEAST_VALUES) return undefined;
  const seen = sumUp(units);
  const least = Math.max(0, -seen.value);
  const loss = bisect((at) => (excludes(at, seen, level) ? 1 : 0), 0.5, least, 1);
  return { value: seen.value, loss, below: seen.value + reach(Math.min(1, least), seen, level) };
}

/** So many units exclude a loss of this size if none of them differs. */
export function leastUnits(loss: number, level = 0.95): number {
  return Math.max(LEAST_VALUES, Math.ceil(Math.log(1 - level) / Math.log1p(-loss)));
}

/** About as many units as exclude a loss of this size if more of them are like these; absent where none or too many do. */
export function unitsNeeded(units: readonly PairedUnit[], loss: number, level = 0.95): number | undefined {
  const seen = sumUp(units);
  const excludesWith = (n: number) => {
    const shrink = units.length / n;
    return excludes(loss, { ...seen, n, own: seen.own * shrink, perUnit: seen.perUnit * shrink }, level);
  };
  if (!excludesWith(MOST_UNITS)) return undefined;
  return Math.ceil(bisect((n) => (excludesWith(n) ? 1 : 0), 0.5, LEAST_VALUES, MOST_UNITS));
}

/** More than anybody would measure. */
const MOST_UNITS = 20_000;

/** All that a bound rests on. */
interface SeenUnits {
  readonly n: number;
  readonly value: number;
  /** Variance of the value by the spread of the units. */
  readonly own: number;
  /** One over the number of units, where all weigh the same. */
  readonly perUnit: number;
}

function sumUp(units: readonly PairedUnit[]): SeenUnits {
  const n = units.length;
  const total = units.reduce((sum, { weight }) => sum + weight, 0);
  const value = units.reduce((sum, { difference }) => sum + difference, 0) / total;
  const squares = units.reduce((sum, { difference, weight }) => sum + (difference - value * weight) ** 2, 0);
  const own = ((n / (n - 1)) * squares) / total ** 2;
  return { n, value, own, perUnit: units.reduce((sum, { weight }) => sum + (weight / total) ** 2, 0) };
}

function excludes(loss: number, seen: SeenUnits, level: number): boolean {
  const { value, perUnit } = seen;
  const lost = Math.max(0, -value) / perUnit;
  const fewLost = 1 - incompleteBeta(lost + 1, 1 / perUnit - lost, loss);
  return value + loss > reach(loss, seen, level) && fewLost <= 1 - level;
}

/** How far the mean lies from the truth on one side, should the true loss be `loss`. */
function reach(loss: number, { n, own, perUnit }: SeenUnits, level: number): number {
  // A bound on one side is the end of an interval with twice the error.
  return studentCritical(2 * level - 1, n - 1) * Math.sqrt(own + (loss * (1 - loss) * perUnit) / 2);
}
