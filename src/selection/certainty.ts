import type { Objective, ObjectiveUnit } from "./objectives.ts";

/**
 * How sure a choice by weighted score is: over other draws of the prompts, and over other weights. It decides nothing.
 *
 * Only objectives that the evidence carries take part, with their weights made to sum to 1.
 */
export interface Certainty {
  readonly objectives: readonly Objective[];
  /** Objectives with a weight that take no part, with the reason as a clause. */
  readonly leftOut: readonly { readonly objective: Objective; readonly because: string }[];
  /** Weights of those that take part, which sum to 1. */
  readonly weights: Readonly<Partial<Record<Objective, number>>>;
  /** Prompts of a draw. */
  readonly prompts: number;
  readonly resamples: number;
  /** Every candidate, the one that is best most often first. */
  readonly targets: readonly BestShare[];
  /** The target to take, or where the verdict names none the one that is best most often. */
  readonly leader: string;
  readonly runnerUp: string;
  /** Lead of the leader in weighted score at the paired estimates; not above 0 where the runner-up scores as well. */
  readonly lead: number;
  /** The least change of one weight, the others kept in proportion, that puts the runner-up first; absent where none does. */
  readonly flip?: { readonly objective: Objective; readonly from: number; readonly to: number } | undefined;
  /** The least change over all weights that does; `distance` is the sum of all changes. Absent where no weights do. */
  readonly leastChange?:
    | { readonly weights: Readonly<Partial<Record<Objective, number>>>; readonly distance: number }
    | undefined;
  /** Figures of the table in every objective that takes part, to be exchanged where the runner-up is taken instead. */
  readonly instead: readonly Exchange[];
}

/** Shares of the draws in which a target has the best weighted score; a tie is shared. */
export interface BestShare {
  readonly target: string;
  /** At the weights in use. */
  readonly atWeights: number;
  /** Over weights drawn around them. */
  readonly nearWeights: number;
  /** Over all weights alike. */
  readonly anyWeights: number;
  /** Weighted score that is lost on average by taking it rather than the best of each draw. */
  readonly regret: number;
}

export interface Exchange {
  readonly objective: Objective;
  readonly unit: ObjectiveUnit;
  readonly leader: number;
  readonly runnerUp: number;
}
