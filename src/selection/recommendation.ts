import type { QualityChoice } from "../bench/summary/scorecard.ts";
import type { QualitySource } from "../quality/sources/quality-source.ts";
import type { Axis } from "./axes.ts";
import type { Certainty } from "./certainty.ts";
import type { Constraints } from "./constraints.ts";
import type { MemoryKind, Objective, ObjectiveUnit, Statistic } from "./objectives.ts";

/** Which target to take, by how much, and on what evidence. Plain data; the sentences in it follow from the figures. */
export interface Recommendation {
  readonly schema: 4;
  /** The verdict in one sentence, disturbed timing included: the first line of every output. */
  readonly headline: string;
  readonly verdict: Verdict;
  /** All candidates, best score first: targets that meet every constraint. The score orders them; it decides only where `weights.setBy` is `user`. */
  readonly ranking: readonly RankedTarget[];
  /** Every pair of candidates. */
  readonly comparisons: readonly Comparison[];
  /** The limits that were asked for. */
  readonly constraints: Constraints;
  /** Failed judgements: the whole interval lies outside the limit. */
  readonly excluded: readonly Judgement[];
  /** Of targets that nothing excludes: the interval straddles the limit, or is absent. They cannot be taken. */
  readonly unproven: readonly Judgement[];
  /** Met judgements of the candidates. */
  readonly met: readonly Judgement[];
  /** Candidates that no other matches in every objective and beats in one, by the measured values. */
  readonly pareto: readonly string[];
  readonly dominated: readonly { readonly target: string; readonly by: readonly string[] }[];
  readonly weights: UsedWeights;
  /** Which source the quality comes from; absent when nothing was scored. */
  readonly quality?: QualityChoice | undefined;
  /** Every target that answers on the axes by which models are chosen. */
  readonly axes: readonly Axis[];
  /** A small and a large target in three sentences; absent where none is clearly larger. */
  readonly sizes?:
    | { readonly small: string; readonly large: string; readonly sentences: readonly string[] }
    | undefined;
  /** How often each candidate is best, and what would put another first; absent where nothing can be said of it. */
  readonly certainty?: Certainty | undefined;
  /** What would settle all that is open between the targets of the verdict. */
  readonly settling: Settling;
  readonly memory: MemoryKind;
  readonly aaChecks: readonly AaCheck[];
  /** Why timing cannot be trusted, one clause each; empty when nothing disturbed it. */
  readonly disturbances: readonly string[];
  /** Where the evidence is too thin to lean on, one sentence each. */
  readonly thinEvidence: readonly string[];
}

/** Weights sum to 1 over what is known of every candidate. `assay`: nobody set them, and they decide nothing. */
export interface UsedWeights {
  readonly setBy: "user" | "assay";
  /** Name of the profile that they are of, and its purpose. */
  readonly profile?: UsedProfile | undefined;
  /** Objectives that were to count and are not known of every candidate. */
  readonly unknown: readonly Objective[];
  readonly values: Readonly<Record<Objective, number>>;
}

export interface UsedProfile {
  readonly name: string;
  readonly description: string;
  /** Limits that it brings; those that the user set otherwise are in `constraints` as set. */
  readonly limits: Constraints;
  /** The user has set other weights: only its limits count. */
  readonly withOwnWeights?: true | undefined;
}

/** Steps are sentences; `prompts` is how many the pair takes that needs most, absent where no number of prompts would do. */
export interface Settling {
  readonly steps: readonly string[];
  readonly prompts?: number | undefined;
}

/** Verdict that the evidence carries. `reasons` and `settle` are one sentence each. */
export type Verdict = TakeVerdict | TradeVerdict | EqualVerdict | NotEnoughVerdict | NoneVerdict | MeasuredVerdict;

/** One target is better in what decides, and nothing that counts speaks against it beyond its margin. */
export interface TakeVerdict {
  readonly type: "take";
  readonly target: string;
  /** `evidence`: no weights were needed; `weights`: those of the user decided; `limits`: it alone keeps them. */
  readonly basis: "evidence" | "weights" | "limits";
  readonly reasons: readonly string[];
}

/** Each is better at something: which one to take is for the reader to weigh. */
export interface TradeVerdict {
  readonly type: "trade";
  readonly options: readonly TradeOption[];
  readonly reasons: readonly string[];
  /** Steps that would settle pairs that are open beside it. */
  readonly settle?: readonly string[] | undefined;
}

/** Target to take for an objective; several where they cannot be told apart in it. */
export interface TradeOption {
  readonly targets: readonly string[];
  readonly objectives: readonly Objective[];
}

/** No difference matters, and that is shown: take the smaller or simpler. */
export interface EqualVerdict {
  readonly type: "equal";
  readonly targets: readonly string[];
  /** The one to take. */
  readonly target: string;
  readonly reasons: readonly string[];
}

/** Neither a difference nor that there is none has been shown. */
export interface NotEnoughVerdict {
  readonly type: "not-enough-evidence";
  /** Those that nothing puts behind another. */
  readonly targets: readonly string[];
  readonly reasons: readonly string[];
  /** More prompts, more rounds or a quieter machine. */
  readonly settle: readonly string[];
}

/** No target keeps the limits. */
export interface NoneVerdict {
  readonly type: "none";
  readonly reasons: readonly string[];
  /** Those that miss the fewest limits. */
  readonly nearest: readonly string[];
}

/** There was nothing to compare with. */
export interface MeasuredVerdict {
  readonly type: "measured";
  readonly target: string;
  readonly reasons: readonly string[];
}

export interface RankedTarget {
  readonly target: string;
  /** Sum of the contributions: 1 is the best candidate in everything with full quality. Only differences mean something. */
  readonly score: number;
  readonly contributions: readonly Contribution[];
}

export interface Contribution {
  readonly objective: Objective;
  readonly unit: ObjectiveUnit;
  /** The figure of the table, in the unit. */
  readonly value: number;
  /** Quality: the value itself. Others: 1 for the best candidate, 1 less for each factor of 10. */
  readonly utility: number;
  readonly weight: number;
  /** `weight * utility`. */
  readonly contribution: number;
}

/** How `first` compares with `second`. */
export interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly findings: readonly Finding[];
}

/**
 * What is known of a pair in one objective.
 *
 * `better`: the difference is beyond chance at a level that holds for all comparisons together; `equal`: the whole
 * interval lies within the margin; `open`: neither; `unknown`: one of the two was not measured.
 */
export interface Finding {
  readonly objective: Objective;
  readonly unit: ObjectiveUnit;
  readonly finding: "better" | "equal" | "open" | "unknown";
  /** The better one; present when and only when the finding is `better`. */
  readonly better?: string | undefined;
  /** The figures of the table, and the statistic that they are. */
  readonly first?: number | undefined;
  readonly second?: number | undefined;
  readonly statistic: Statistic;
  /** Of quality: where it comes from. */
  readonly source?: QualitySource | undefined;
  /** Prompt by prompt: first - second in points of 1 for quality, the ratio first / second for all others. */
  readonly difference?: PairedEstimate | undefined;
  /** A difference within this is of no consequence, in the same form as `difference`. */
  readonly margin: number;
  /** Why it is open or unknown, a clause. */
  readonly because?: string | undefined;
  /** Clause on what would settle it. */
  readonly settle?: string | undefined;
  /** How many prompts that would take, where prompts would. */
  readonly promptsNeeded?: number | undefined;
}

export interface PairedEstimate {
  readonly value: number;
  /** Absent with fewer than 6 prompts or 3 readings. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly level: number;
  readonly n: number;
  readonly of: "prompts" | "readings" | "facts";
  /** The true difference that so many would find in four of five tries: in points, or as a factor above 1. */
  readonly detectable?: number | undefined;
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
  /** Prompts, requests or readings behind the interval, and how many one takes where there is none. */
  readonly n?: number | undefined;
  readonly needs?: number | undefined;
}

/** A target compared with itself in one objective: it must find nothing. A failed one takes the objective's findings away. */
export interface AaCheck {
  readonly target: string;
  readonly twin: string;
  readonly objective: Objective;
  /** `passed`: the whole interval lies within the margin; `failed`: it excludes equality; else `undecided`. */
  readonly state: "passed" | "failed" | "undecided";
  readonly because: string;
}
