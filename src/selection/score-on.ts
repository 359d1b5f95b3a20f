import type { ObjectiveFigures, TargetFigures } from "./compared-figures.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES, type Objective } from "./objectives.ts";
import type { Weights } from "./weights.ts";

/**
 * The weighted score of one target on the prompts of `drawn` (indexes, repetitions allowed).
 *
 * Utilities: quality counts as it is, 0 to 1; of all others a factor of 10 counts 1 (the decimal logarithm). So the
 * difference between two targets depends on these two alone, whoever else is measured: a third target, however good or
 * bad, never turns their order. The zero is arbitrary. Source: multi-attribute value theory, Keeney and Raiffa,
 * "Decisions with Multiple Objectives", 1976, chapter 3; the additive form and its ratio scales.
 */
export function scoreOn(figures: TargetFigures, drawn: readonly number[], weights: Weights): number {
  let score = 0;
  for (const objective of OBJECTIVES) {
    const values = figures.values[objective];
    if (values !== undefined && weights[objective] > 0)
      score += weights[objective] * toUtility(objective, valueOn(values, drawn));
  }
  return score;
}

/** The value of one objective on the prompts of `drawn`. */
export function valueOn(figures: ObjectiveFigures, drawn: readonly number[]): number {
  switch (figures.type) {
    case "shares":
      return sumOf(figures.found, drawn) / sumOf(figures.expected, drawn);
    case "means":
      return sumOf(figures.values, drawn) / drawn.length;
    case "constant":
      return figures.value;
  }
  return figures satisfies never;
}

/** The worth of a value before weighing. */
export function toUtility(objective: Objective, value: number): number {
  if (objective === "quality") return value;
  return OBJECTIVE_DESCRIPTIONS[objective].better === "higher" ? Math.log10(value) : -Math.log10(value);
}

// A loop: this is the innermost of all resampling.
function sumOf(values: readonly number[], drawn: readonly number[]): number {
  let sum = 0;
  for (const index of drawn) sum += values[index] ?? 0;
  return sum;
}
