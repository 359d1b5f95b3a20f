import { AssayError } from "../core/errors.ts";
import { mean } from "./mean.ts";
import { requireProbability } from "./require-probability.ts";
import { requireSample } from "./require-sample.ts";
import { samplesNeeded } from "./samples-needed.ts";

/** Where a comparison that may stop at any time stands. */
export interface SequentialComparison {
  /** `difference`: zero is ruled out. `equivalent`: all within the margin. `open`: go on, or run out of budget. */
  readonly verdict: "difference" | "equivalent" | "open";
  readonly n: number;
  /** The mean difference so far; absent before the first. */
  readonly difference: number | undefined;
  /** Holds the true difference at every n at once, with probability `level`; absent while n is too small. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly level: number;
}

export interface SequentialOptions {
  /** 0.95 unless told. */
  readonly level?: number | undefined;
  /** A difference this small does not matter, in the unit of the values; without it nothing is called equivalent. */
  readonly margin?: number | undefined;
}

// The variance, in standard deviations, of the effects the interval is tuned to: 1 is the unit-information prior.
const EFFECT_VARIANCE = 1;

/**
 * Says after each new paired difference whether a comparison is decided, and may be asked as often as one likes.
 *
 * `differences` are A - B in order of measurement, one per independent unit: one per prompt while prompts are new (it
 * then speaks of such prompts), or one per round, the mean over its prompts (it then speaks of this very prompt set).
 * The chance that any look ever rules out the true difference is at most 1 - level for normal differences, and kept in
 * simulation for skewed latencies, whose differences are symmetric between equals. Nothing is decided below
 * `samplesNeeded(0.5, level)` units, 6 at 0.95. The price of looking is width: at 0.95, 1.6 times that of a t interval at n = 20.
 *
 * Source: Wang and Ramdas, "Anytime-valid t-tests and confidence sequences for Gaussian means with unknown variance",
 * arXiv 2310.03722 (the Gaussian mixture), as an inverted Bayes factor: Rouder et al., Psychonomic Bulletin & Review
 * 16(2), 2009.
 * @throws invalid-input when a difference is not finite, or level or margin is out of range
 */
export function sequentialComparison(
  differences: readonly number[],
  options: SequentialOptions = {},
): SequentialComparison {
  const { level = 0.95, margin } = options;
  requireProbability(level, "level", "compare in sequence");
  if (margin !== undefined && !(margin > 0 && margin < Number.POSITIVE_INFINITY))
    throw new AssayError({
      code: "invalid-input",
      message: `Cannot compare in sequence as the margin must be above 0 and finite: current value is ${margin}`,
    });
  const n = differences.length;
  if (n === 0) return { verdict: "open", n, difference: undefined, low: undefined, high: undefined, level };
  requireSample(differences, "compare in sequence");

  const difference = mean(differences);
  const half = n < samplesNeeded(0.5, level) ? undefined : halfWidth(differences, difference, 1 - level);
  if (half === undefined) return { verdict: "open", n, difference, low: undefined, high: undefined, level };
  const low = difference - half;
  const high = difference + half;
  return { verdict: verdictOf(low, high, margin), n, difference, low, high, level };
}

function verdictOf(low: number, high: number, margin = 0): SequentialComparison["verdict"] {
  // Before "difference": one that is proven to be too small to matter must not be reported as one that does.
  if (low > -margin && high < margin) return "equivalent";
  return low > 0 || high < 0 ? "difference" : "open";
}

/**
 * The Bayes factor for an effect drawn from a normal distribution of variance g, with v = n - 1 and c = 1 + n * g, is
 * c^(-1/2) * ((1 + t^2/v) / (1 + t^2/(v * c)))^(n/2). Under equality it exceeds 1/alpha at any time with a
 * probability of at most alpha (Ville); solved for t it says how far the mean may be from the truth.
 */
function halfWidth(differences: readonly number[], middle: number, alpha: number): number | undefined {
  const n = differences.length;
  const c = 1 + n * EFFECT_VARIANCE;
  const reach = (Math.sqrt(c) / alpha) ** (2 / n);
  if (reach >= c) return undefined;
  const squares = differences.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(((reach - 1) / (1 - reach / c)) * (squares / n));
}
