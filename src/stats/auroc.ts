import { normalQuantile } from "./normal.ts";

/** How well a score tells two kinds of things apart. */
export interface Auroc {
  /** Probability that one of the kind has the higher score than one of the other kind, ties counted half: 0.5 is a coin. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Things of the kind, and of the other one. */
  readonly positives: number;
  readonly negatives: number;
}

/** The fewest of either kind that are asked for. */
const LEAST_OF_A_KIND = 10;

/**
 * The area under the curve of true against false positives, with an interval that stays within 0 to 1.
 *
 * Absent below 10 of either kind. The variance is DeLong's, the interval that of the logit. Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44,
 * 1988; Pepe, "The Statistical Evaluation of Medical Tests for Classification and Prediction", 2003, section 5.2.
 */
export function auroc(positives: readonly number[], negatives: readonly number[], level = 0.95): Auroc | undefined {
  const [m, n] = [positives.length, negatives.length];
  if (m < LEAST_OF_A_KIND || n < LEAST_OF_A_KIND) return undefined;
  const above = placements(positives, negatives);
  const below = placements(negatives, positives).map((share) => 1 - share);
  const value = above.reduce((sum, share) => sum + share, 0) / m;
  const variance = spread(above, value) / m + spread(below, value) / n;
  // Kinds that never mix have no spread; half a pair of them might.
  const inside = Math.min(Math.max(value, 0.5 / (m * n)), 1 - 0.5 / (m * n));
  const error = Math.sqrt(Math.max(variance, (inside * (1 - inside)) / (m * n)));
  const width = (normalQuantile((1 + level) / 2) * error) / (inside * (1 - inside));
  const logit = Math.log(inside / (1 - inside));
  return { value, low: sigmoid(logit - width), high: sigmoid(logit + width), positives: m, negatives: n };
}

/** For each value the share of others that it is above, ties counted half. */
function placements(values: readonly number[], others: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(others).sort();
  return values.map(
    (value) => (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / 2 / sorted.length,
  );
}

/** Sorted values below one, or, with `orEqual`, not above it. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle] ?? 0;
    if (at < value || (orEqual && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function spread(values: readonly number[], middle: number): number {
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
