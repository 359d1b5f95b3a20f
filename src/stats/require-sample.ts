import { AssayError } from "../core/errors.ts";

/**
 * Refuses what no statistic can be taken of. `task` ends the sentence "Cannot ...".
 * @throws invalid-input when there are no values, or one is NaN or infinite
 */
export function requireSample(values: readonly number[], task: string): void {
  if (values.length === 0)
    throw new AssayError({
      code: "invalid-input",
      message: `To ${task}, there must be at least one value.`,
      hint: "Show the figure as absent where nothing was measured.",
    });
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0)
    throw new AssayError({
      code: "invalid-input",
      message: `To ${task}, every value must be a finite number, not ${values[index]} (at index ${index}).`,
    });
}
