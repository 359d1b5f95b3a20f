import type { RatingSummary } from "../../src/wire/assay/ratings.ts";

type Figure = RatingSummary["agreement"][number]["alpha"];

/** A coefficient after its name, with its interval; nothing where it is not known. */
export function coefficientText(name: string, known: Figure): readonly string[] {
  if (known === undefined) return [];
  const { value, interval } = known;
  const range = interval === undefined ? "" : ` (${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})`;
  return [`${name} ${value.toFixed(2)}${range}`];
}

/** A share after its name; nothing where it is not known. */
export function shareText(name: string, known: Figure): readonly string[] {
  return known === undefined ? [] : [`${name} ${(100 * known.value).toFixed(0)}%`];
}
