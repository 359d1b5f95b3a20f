import { AssayError } from "../core/errors.ts";
import type { Direction } from "../core/metric.ts";

/**
 * The indexes, ascending, of the items that no other item dominates.
 *
 * One item dominates another when it is at least as good on every objective and better on one. Equal items stay
 * together. An absent value is neither good nor bad: an item that lacks an objective is never dominated and dominates
 * nothing, so it stays in the front and is to be shown as unproven. An objective that all items lack is left out.
 * @throws invalid-input when an item has not one value per direction, or a value is NaN
 */
export function paretoFront(
  items: readonly (readonly (number | undefined)[])[],
  directions: readonly Direction[],
): readonly number[] {
  for (const [index, item] of items.entries()) requireObjectives(item, index, directions.length);
  const known = directions.flatMap((direction, column) =>
    items.some((item) => item[column] !== undefined) ? [{ direction, column }] : [],
  );

  // Every objective turned to "less is better"; undefined for an item that cannot be compared.
  const costs = items.map((item) => {
    const row = known.map(({ direction, column }) => signed(item[column], direction));
    return row.every((value) => value !== undefined) ? row : undefined;
  });
  return items.flatMap((_, index) => (costs.some((other) => dominates(other, costs[index])) ? [] : [index]));
}

function dominates(one: readonly number[] | undefined, other: readonly number[] | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  let better = false;
  for (const [column, value] of one.entries()) {
    const against = other[column] ?? value;
    if (value > against) return false;
    if (value < against) better = true;
  }
  return better;
}

function signed(value: number | undefined, direction: Direction): number | undefined {
  return value === undefined || direction === "lower" ? value : -value;
}

function requireObjectives(item: readonly (number | undefined)[], index: number, count: number): void {
  if (item.length !== count)
    throw new AssayError({
      code: "invalid-input",
      message: `Item ${index} must have one value per objective (${count}), not ${item.length}.`,
    });
  if (item.some(Number.isNaN))
    throw new AssayError({
      code: "invalid-input",
      message: `The values of item ${index} on the Pareto front must be numbers or absent, not NaN.`,
      hint: "Pass undefined for what is unknown.",
    });
}
