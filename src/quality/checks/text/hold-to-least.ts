import type { CheckOutcome } from "../definition/check-definition.ts";

/** Holds a figure from 0 to 1 to the least that it must be; absent figures say nothing. */
export function holdToLeast(
  value: number | undefined,
  { min, name }: { readonly min: number | undefined; readonly name: string },
): CheckOutcome {
  if (value === undefined) return { type: "untold", because: `There are too few words for ${name}.` };
  if (min === undefined) return { type: "measured", value };
  if (value >= min) return { type: "passed", value };
  // Never rounded up to the bound that it misses.
  const shown = (Math.floor(value * 1000) / 1000).toFixed(3);
  return { type: "failed", because: `${name} is ${shown}, and must be at least ${min}.`, value };
}

export function wordLeast(min: number | undefined): string {
  return min === undefined ? "" : ` of at least ${min}`;
}
