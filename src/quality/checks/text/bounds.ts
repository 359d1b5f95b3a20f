import type { Bounds } from "../../../core/check.ts";
import { pluralize } from "../../../lib/pluralize.ts";
import { type CheckFault, type CheckOutcome, failed, PASSED } from "../definition/check-definition.ts";

/** Bounds in words: `exactly 3 items`, `20 to 60 words`, `at most 1 sentence`. */
export function wordBounds({ exactly, min, max }: Bounds, noun: string): string {
  if (exactly !== undefined) return `exactly ${pluralize(exactly, noun)}`;
  if (min !== undefined && max !== undefined) return `${min} to ${pluralize(max, noun)}`;
  if (min !== undefined) return `at least ${pluralize(min, noun)}`;
  return `at most ${pluralize(max ?? 0, noun)}`;
}

/** Whether any bound is there. */
export function isBounded({ exactly, min, max }: Bounds): boolean {
  return exactly !== undefined || min !== undefined || max !== undefined;
}

/** Mistakes in bounds; `isNeeded` when the check says nothing without them. */
export function findBoundFaults(
  { exactly, min, max }: Bounds,
  { isNeeded }: { readonly isNeeded: boolean },
): readonly CheckFault[] {
  if (exactly !== undefined && (min !== undefined || max !== undefined))
    return [{ path: ["exactly"], message: "must stand without min and max" }];
  if (min !== undefined && max !== undefined && min > max)
    return [{ path: ["min"], message: `must be at most max, which is ${max}, not ${min}` }];
  if (isNeeded && !isBounded({ exactly, min, max })) return [{ path: [], message: "must have min, max or exactly" }];
  return [];
}

/** Holds a count to bounds. */
export function holdToBounds(count: number, bounds: Bounds, noun: string): CheckOutcome {
  const { exactly, min = exactly, max = exactly } = bounds;
  const isWithin = count >= (min ?? 0) && count <= (max ?? Number.POSITIVE_INFINITY);
  if (isWithin) return PASSED;
  return failed(`The answer has ${pluralize(count, noun)}, and must have ${wordBounds(bounds, noun)}.`);
}
