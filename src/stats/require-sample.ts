import { AssayError } from "../core/errors.ts";

/**
 * Refuses what no statistic can be taken of. `task` ends the sentence "Cannot ...".
 * @throws invalid-input when there are no values, or one is NaN or infinite
 */
export function requireSample(values: readonly number[], task: string): void {
  if (values.length === 0)
    throw new AssayError({
      code: "invalid-input",
      message: `Cannot ${task} as the sample must be one value or more: current value is an empty sample`,
      hint: "Show the figure as absent where nothing was measured.",
    });
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0)
    throw new AssayError({
      code: "invalid-input",
      message: `Cannot ${task} as every value must be a finite number: current value is ${values[index]} at index ${index}`,
    });
}
