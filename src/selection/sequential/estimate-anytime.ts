import { type AnytimeMean, anytimeMean, betsNeeded } from "../../stats/betting.ts";
import { mean } from "../../stats/centre.ts";

/** What two targets made of one prompt: shares of a weight, or logarithms with a weight of 1. */
export interface PromptPair {
  readonly first: number;
  readonly second: number;
  readonly weight: number;
}

/** A difference over prompts of which more may be added until it is found, on the scale on which it is compared. */
export interface AnytimeDifference extends AnytimeMean {
  /** About as many prompts like these would show a difference, or that it does not matter. */
  readonly promptsNeeded: number;
}

/** The scale on which a difference is judged. */
export interface AnytimeScale {
  /** The most that a prompt counts on either side: nothing can be known of a mean to which an unseen prompt may add anything. */
  readonly most: number;
  /** A difference within this is of no consequence. */
  readonly margin: number;
  readonly level: number;
}

/**
 * Estimates a difference so that it may be looked at, and stopped for, at any time. Each prompt counts alike, whatever its weight: one
 * that is a small part of the whole could stake no more than that.
 */
export function estimateAnytime(
  pairs: readonly PromptPair[],
  { most, margin, level }: AnytimeScale,
): { readonly value: number; readonly anytime: AnytimeDifference } {
  const bounded = pairs.map(({ first, second, weight }) => within((first - second) / (weight * most)));
  const { low, high, pValue } = anytimeMean(bounded, level);
  const promptsNeeded = betsNeeded(bounded, margin / most, level);
  return { value: mean(bounded) * most, anytime: { low: low * most, high: high * most, pValue, promptsNeeded } };
}

function within(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
