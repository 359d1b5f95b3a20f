import type { Constraints } from "./constraints.ts";
import type { MemoryKind, Objective, ObjectiveUnit } from "./objectives.ts";

/** Which target to take, by how much, and on what evidence. Plain data; the sentences in it follow from the figures. */
export interface Recommendation {
  readonly schema: 2;
  readonly verdict: Verdict;
  /** All candidates, best score first: targets that meet every constraint. */
  readonly ranking: readonly RankedTarget[];
  /** The first of the ranking against each other candidate, the runner-up first. */
  readonly comparisons: readonly Comparison[];
  /** The limits that were asked for. */
  readonly constraints: Constraints;
  /** Failed judgements: the whole interval lies outside the limit. */
  readonly excluded: readonly Judgement[];
  /** Of targets that nothing excludes: the interval straddles the limit, or is absent. They cannot win. */
  readonly unproven: readonly Judgement[];
  /** Met judgements of the candidates. */
  readonly met: readonly Judgement[];
  /** Candidates that no other matches in every objective and beats in one, by the measured values. */
  readonly pareto: readonly string[];
  readonly dominated: readonly { readonly target: string; readonly by: readonly string[] }[];
  /** As used; they sum to 1. An objective that is not known of every candidate has 0 and is named in `thinEvidence`. */
  readonly weights: Readonly<Record<Objective, number>>;
  readonly memory: MemoryKind;
  readonly aaChecks: readonly AaCheck[];
  /** Where the evidence is too thin to lean on, one sentence each. */
  readonly thinEvidence: readonly string[];
}

/** `reasons` and `separators` are one sentence each. */
export type Verdict =
  | {
      readonly type: "winner";
      readonly target: string;
      /** Nothing else was eligible: it has beaten nobody. */
      readonly onlyCandidate: boolean;
      readonly reasons: readonly string[];
    }
  | {
      readonly type: "tied";
      /** The first of the ranking and those whose distance to it is not settled. */
      readonly targets: readonly string[];
      readonly reasons: readonly string[];
      /** More prompts, a limit or a weight that would tell them apart. */
      readonly separators: readonly string[];
    }
  | { readonly type: "none"; readonly reasons: readonly string[] };

export interface RankedTarget {
  readonly target: string;
  /** Sum of the contributions: 1 is the best candidate in everything with full quality. Only differences mean something. */
  readonly score: number;
  /** Share of resampled prompt sets in which it ranks first, 0 to 1. */
  readonly firstShare: number;
  readonly contributions: readonly Contribution[];
}

export interface Contribution {
  readonly objective: Objective;
  readonly unit: ObjectiveUnit;
  /** Over the compared prompts, in the unit. */
  readonly value: number;
  /** Quality: the value itself. Others: 1 for the best candidate, 1 less for each factor of 10. */
  readonly utility: number;
  readonly weight: number;
  /** `weight * utility`. */
  readonly contribution: number;
}

/** How `first` compares with `second` on the prompts that all candidates have answered. */
export interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly prompts: number;
  /** The lead in score. */
  readonly score: Difference;
  /** True when the lead is beyond chance and big enough to matter. */
  readonly settled: boolean;
  readonly objectives: readonly ObjectiveDifference[];
}

/** A paired difference, resampled by prompt. */
export interface Difference {
  readonly value: number;
  /** Absent with fewer than 2 prompts; equal to the value where there is no sampling error. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly level: number;
  /** The smallest true difference that so many prompts find in four of five tries; absent where the interval is. */
  readonly detectable?: number | undefined;
}

export interface ObjectiveDifference extends Difference {
  readonly objective: Objective;
  readonly unit: ObjectiveUnit;
  /** How to read `value`: `difference` is first - second (quality), `ratio` is first / second (all others). */
  readonly type: "difference" | "ratio";
  readonly first: number;
  readonly second: number;
  /** True when the interval excludes equality, on enough prompts. */
  readonly settled: boolean;
  /** Its part of the lead in score. */
  readonly contribution: number;
}

/** One target held against one constraint. */
export interface Judgement {
  readonly target: string;
  /** Such as `quality >= 80%`. */
  readonly constraint: string;
  readonly state: "met" | "failed" | "unproven";
  /** Such as `70% [59, 79] lies below it as a whole`. */
  readonly because: string;
  /** Absent when nothing was measured, or the constraint is no number. */
  readonly figure?: JudgedFigure | undefined;
}

export interface JudgedFigure {
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly limit: number;
  readonly unit: ObjectiveUnit;
  /** Prompts or requests behind the interval, and how many one takes where there is none. */
  readonly n?: number | undefined;
  readonly needs?: number | undefined;
}

/** A target compared with itself: it must find nothing. */
export interface AaCheck {
  readonly target: string;
  readonly twin: string;
  readonly state: "passed" | "failed" | "undecided";
  readonly because: string;
}
