import type { RunSummary } from "../../bench/summary/scorecard.ts";

/** Marks of one target throughout a page: a letter, a colour and a shape. */
export interface TargetKey {
  readonly target: string;
  /** `A`, `B`, ... `Z`, `AA`. */
  readonly letter: string;
  /** A style sheet's variable, so that it follows light and dark. */
  readonly colour: string;
  readonly symbol: (typeof SYMBOLS)[number];
}

const COLOURS = 8;
// Seven shapes to eight colours: 56 targets pass before a pair of both comes again.
const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "cross", "wye"] as const;

/** Keys in the plan's order. */
export function targetKeys(summary: RunSummary): ReadonlyMap<string, TargetKey> {
  return new Map(
    summary.scorecards.map(({ target }, index) => [
      target.id,
      {
        target: target.id,
        letter: letterOf(index),
        colour: `var(--target-${index % COLOURS})`,
        symbol: SYMBOLS[index % SYMBOLS.length] ?? "circle",
      },
    ]),
  );
}

function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
