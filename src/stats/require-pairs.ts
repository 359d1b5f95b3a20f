import { AssayError } from "../core/errors.ts";
import { requireSample } from "./require-sample.ts";

/**
 * Refuses two samples that are no pairs, or that no statistic can be taken of. `task` ends the sentence "To ...".
 * @throws invalid-input when the two differ in length, are empty or not finite
 */
export function requirePairs(first: readonly number[], second: readonly number[], task: string): void {
  requireSample(first, task);
  requireSample(second, task);
  if (second.length !== first.length)
    throw new AssayError({
      code: "invalid-input",
      message: `To ${task}, the second sample must be as long as the first (${first.length}), not ${second.length}.`,
    });
}
