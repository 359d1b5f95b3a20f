import { AssayError } from "../core/errors.ts";
import { normalQuantile } from "./normal.ts";
import { requireProbability } from "./require-probability.ts";

/** A share from 0 to 1 with what it may be. */
export interface ProportionInterval {
  /** Successes over trials. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/**
 * Wilson's score interval for a share, from independent trials; it stays within 0 to 1 and is honest at 0 and at all.
 *
 * Absent without trials. Source: Wilson, Journal of the American Statistical Association 22, 1927; Newcombe,
 * Statistics in Medicine 17, 1998, method 3.
 * @throws invalid-input when the counts are not whole, or there are more successes than trials
 */
export function proportionInterval(successes: number, trials: number, level = 0.95): ProportionInterval | undefined {
  requireProbability(level, "level", "take a proportion interval");
  if (!Number.isInteger(trials) || trials < 0)
    throw new AssayError({
      code: "invalid-input",
      message: `Cannot take a proportion interval as the trials must be a whole number from 0: current value is ${trials}`,
    });
  if (!Number.isInteger(successes) || successes < 0 || successes > trials)
    throw new AssayError({
      code: "invalid-input",
      message: `Cannot take a proportion interval as the successes must be a whole number from 0 to ${trials}: current value is ${successes}`,
    });
  if (trials === 0) return undefined;

  const estimate = successes / trials;
  const z = normalQuantile((1 + level) / 2);
  const weight = (z * z) / trials;
  const middle = (estimate + weight / 2) / (1 + weight);
  const half = Math.sqrt(weight * (estimate * (1 - estimate) + weight / 4)) / (1 + weight);
  // At no success and at all, rounding would leave a trace beside 0 and 1.
  const low = successes === 0 ? 0 : middle - half;
  const high = successes === trials ? 1 : middle + half;
  return { estimate, low, high, level };
}
