import type { RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import { listNames } from "./format-figure.ts";

/** Why timing cannot be trusted, one clause each; what is true of several targets is said once. */
export function findDisturbances(summaries: readonly RunSummary[], cards: readonly Scorecard[]): readonly string[] {
  const notes = cards.flatMap(({ target, disturbances }) => disturbances.map((what) => ({ target: target.id, what })));
  return [
    ...new Set(summaries.flatMap(({ disturbances }) => disturbances)),
    ...[...Map.groupBy(notes, ({ what }) => what)].map(
      ([what, of]) => `${listNames(of.map(({ target }) => target))}: ${what}`,
    ),
  ];
}
