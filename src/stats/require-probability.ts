import { AssayError } from "../core/errors.ts";

/**
 * Refuses a probability or level of 0 and below, 1 and above, or NaN. `task` ends the sentence "Cannot ...".
 * @throws invalid-input
 */
export function requireProbability(value: number, name: string, task: string): void {
  if (value > 0 && value < 1) return;
  throw new AssayError({
    code: "invalid-input",
    message: `To ${task}, the ${name} must be between 0 and 1, both excluded, not ${value}.`,
  });
}
