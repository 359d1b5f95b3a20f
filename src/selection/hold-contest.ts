import type { Scorecard } from "../bench/summary/scorecard.ts";
import { compareTargets, type ResampleOptions } from "./compare-targets.ts";
import { type ComparedFigures, compareFigures } from "./compared-figures.ts";
import type { MemoryKind } from "./objectives.ts";
import { rankTargets } from "./rank-targets.ts";
import type { Comparison, RankedTarget } from "./recommendation.ts";
import type { Weights } from "./weights.ts";

export interface ContestTerms {
  readonly weights: Weights;
  readonly memory: MemoryKind;
  readonly seed: number;
  readonly resamples?: number | undefined;
}

/** Candidates scored on the same prompts, and the first of them held against each other. */
export interface Contest {
  readonly cards: readonly Scorecard[];
  readonly memory: MemoryKind;
  readonly figures: ComparedFigures;
  /** Best first. */
  readonly ranking: readonly RankedTarget[];
  /** Of the first with each other, in the order of the ranking. */
  readonly comparisons: readonly Comparison[];
}

/** Lets candidates compete; with none or one there is nothing to compare. */
export function holdContest(cards: readonly Scorecard[], terms: ContestTerms): Contest {
  const { memory, seed } = terms;
  const figures = compareFigures(cards, terms.weights, memory);
  // Thousands of prompts make an interval so smooth that fewer draws show the same.
  const resamples = terms.resamples ?? (figures.prompts.length > 1_000 ? 500 : 2_000);
  const options: ResampleOptions = { seed, resamples, level: 0.95 };
  const ranking = rankTargets(figures, options);
  const [first, ...others] = ranking.flatMap(
    ({ target }) => figures.targets.find((one) => one.target === target) ?? [],
  );
  const comparisons =
    first === undefined ? [] : others.map((other) => compareTargets(first, other, { ...figures, ...options }));
  return { cards, memory, figures, ranking, comparisons };
}
