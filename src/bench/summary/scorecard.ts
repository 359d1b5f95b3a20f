import type { AcceptableRule } from "../../core/acceptable-rule.ts";
import type { ModelInfo } from "../../core/engine.ts";
import type { ErrorRecord } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Pricing } from "../../core/rates.ts";
import type { Calibration, EndEntry, PartCloseness, Run, TargetPlan } from "../../core/run.ts";
import type { Warning } from "../../core/warning.ts";
import type { CheckSummary, PromptChecks } from "../../quality/checks/summarize-checks.ts";
import type { FacetSummary } from "../../quality/facets/summarize-facets.ts";
import type { QualitySource } from "../../quality/sources/quality-source.ts";
import type { WordingSummary } from "../../quality/wording/summarize-wording.ts";
import type { MetricId } from "../metrics/metrics.ts";
import type { AcceptanceSummary } from "./accept-samples.ts";
import type { ScoreOverview } from "./run-scores.ts";
import type { JudgeSummary, PromptJudgement } from "./summarize-judge.ts";
import type { RunLooks } from "./summarize-looks.ts";
import type { PromptRating, RatingSummary } from "./summarize-ratings.ts";

/** Everything that a run has shown, computed from its journal and from the scores that lie beside it. Reports and recommendations start here. */
export interface RunSummary {
  readonly schema: 3;
  readonly run: Run;
  readonly status: EndEntry["status"] | "running";
  readonly scorecards: readonly Scorecard[];
  /** Which source the quality of the targets is taken from; absent when nothing was scored. */
  readonly quality?: QualityChoice | undefined;
  /** What makes an answer acceptable; absent where nothing says so. */
  readonly acceptable?: UsedAcceptable | undefined;
  /** Who scored the answers by a rubric; absent when nobody did. */
  readonly scores?: ScoreOverview | undefined;
  /** Absent when the harness was not measured. */
  readonly calibration?: Calibration | undefined;
  /** Requests that were planned and those that are recorded. */
  readonly planned: number;
  readonly recorded: number;
  /** Of a run that was to end once it was decided. */
  readonly looks?: RunLooks | undefined;
  /** Why no timing of the run can be trusted, a clause each. */
  readonly disturbances: readonly string[];
  readonly warnings: readonly Warning[];
}

/** The rule of what is acceptable, and where it comes from. */
export interface UsedAcceptable {
  readonly rule: AcceptableRule;
  /** `plan`: the run's own; `default`: the plan is older and has none; `report`: another one was asked for when this was drawn. */
  readonly from: "plan" | "default" | "report";
}

/** Which source the quality of all targets is taken from. */
export interface QualityChoice {
  readonly source: QualitySource;
  /** `assay`: nobody chose, and the first source that tells of all targets is taken, in the order of `QUALITY_SOURCES`. */
  readonly setBy: "user" | "assay";
  /** Other sources that tell something of a target. */
  readonly others: readonly QualitySource[];
}

/** All that is known of one target. */
export interface Scorecard {
  readonly target: TargetPlan;
  /** `partial`: some requests failed; `failed`: none succeeded, `error` says why. */
  readonly status: "ok" | "partial" | "failed";
  readonly error?: ErrorRecord | undefined;
  readonly info?: ModelInfo | undefined;
  readonly counts: SampleCounts;
  /** By metric id; a metric whose inputs are unknown is absent. */
  readonly metrics: Readonly<Partial<Record<MetricId, MetricSummary>>>;
  /** By metric id: requests that have no value, by reason. A metric that every request has is left out. */
  readonly absent: Readonly<Partial<Record<MetricId, readonly Absence[]>>>;
  /** Where the values of the metric `energy` come from; absent where it has none. */
  readonly energy?: EnergyOrigin | undefined;
  /** What the metric `cost` is computed with, and in which currency; `unknown` says why it has no values. */
  readonly pricing: Pricing;
  /** Absent when no prompt has facets. */
  readonly facets?: FacetSummary | undefined;
  /** Scores by people; absent when nobody scored its answers. */
  readonly people?: RatingSummary | undefined;
  /** Scores by a judge; absent when none scored its answers. */
  readonly judge?: JudgeSummary | undefined;
  /** How many of its answers are good enough by the plan; absent where nothing says what is. */
  readonly acceptable?: AcceptanceSummary | undefined;
  /** The source that its quality is taken from; absent: facets, where there are some. */
  readonly qualityFrom?: QualitySource | undefined;
  /** Absent when no prompt has checks, or none of those was answered. */
  readonly checks?: CheckSummary | undefined;
  /** Figures of how the answers are worded; absent when there is none. */
  readonly wording?: WordingSummary | undefined;
  readonly prompts: readonly PromptResult[];
  /** Rank correlation of latency with time; absent with too few samples. */
  readonly drift?: Drift | undefined;
  /** Why the timing of this target cannot be trusted, a clause each. */
  readonly disturbances: readonly string[];
  readonly warnings: readonly Warning[];
}

/** Where the energy of answers comes from. Counters are those of the whole machine: whatever else runs counts with it. */
export interface EnergyOrigin {
  /** Requests whose energy was read from counters. */
  readonly readings: number;
  /** Requests whose energy is estimated from the processor time of the model's process. */
  readonly estimates: number;
  /** Names of the counters. */
  readonly sources: readonly string[];
  /** Share of the requests' time that the counters cover, 0 to 1; absent without readings. */
  readonly coverage?: number | undefined;
  /** Idle power that was taken off; absent without readings. */
  readonly idleWatts?: number | undefined;
  /** Power per busy core that somebody stated; absent without estimates. */
  readonly wattsPerCore?: number | undefined;
}

export interface SampleCounts {
  readonly timed: number;
  readonly failed: number;
  /** Answers that ended at the token limit. */
  readonly capped: number;
  /** Answers without text. */
  readonly empty: number;
  /** Of those, the ones that the token limit ended while the model was still thinking. */
  readonly cutThinking: number;
  /** Flagged by robust z, kept in every figure. */
  readonly outliers: number;
}

/** Why some requests have no value of a metric. */
export interface Absence {
  readonly requests: number;
  readonly because: string;
}

/** The samples summed up for one metric. */
export type MetricSummary = Distribution | SingleValue;

/** One value per target. */
export interface SingleValue {
  readonly type: "value";
  readonly metric: MetricId;
  /** Readings, or the requests that the value is taken over. */
  readonly n: number;
  readonly value: number;
  /** Source of the value, where it was read more than once. */
  readonly readings?: readonly number[] | undefined;
  /** The value with its interval, where it has one. */
  readonly estimate?: Estimate | undefined;
}

/** The values of all requests. */
export interface Distribution {
  readonly type: "distribution";
  readonly metric: MetricId;
  readonly n: number;
  readonly mean: Estimate;
  /** Median of the prompts' medians, or of the requests where there is one prompt; of pooled values, of all of them. */
  readonly p50: Estimate;
  /** Of all values together: type 7, never above `max`. */
  readonly p95: Estimate;
  readonly p99: Estimate;
  readonly min: number;
  readonly max: number;
}

/** The result of one target on one prompt. */
export interface PromptResult {
  readonly prompt: string;
  readonly task?: string | undefined;
  /** Values of the request metrics by metric id, one per successful round. Gaps between tokens are left out. */
  readonly values: Readonly<Partial<Record<MetricId, readonly number[]>>>;
  /** Rounds that brought text. */
  readonly answers: number;
  /** Absent when the prompt has no facets or nothing succeeded. Averaged over rounds. */
  readonly facets?: FacetCounts | undefined;
  /** Scores by people; absent when nobody scored an answer to it. */
  readonly people?: PromptRating | undefined;
  /** Scores by a judge; absent when none scored an answer to it. */
  readonly judge?: PromptJudgement | undefined;
  /** Absent when the prompt has no checks or nothing succeeded. Averaged over rounds. */
  readonly checks?: Omit<PromptChecks, "prompt"> | undefined;
  /** The answer of the first successful round. */
  readonly text?: string | undefined;
  /** How close its parts come in meaning to what facets ask for; absent without facets by meaning, and where they are not scored. */
  readonly closeness?: readonly PartCloseness[] | undefined;
  readonly flags: readonly ("capped" | "empty" | "failed")[];
  readonly error?: ErrorRecord | undefined;
}

/** Facets of one prompt: those found, those expected, and those that at least one round missed. */
export interface FacetCounts {
  readonly found: number;
  readonly expected: number;
  readonly missed: readonly string[];
}

export interface Drift {
  /** Spearman's rank correlation of end-to-end latency, divided by the prompt's median, with time. */
  readonly rho: number;
  readonly pValue: number;
  /** Median relative latency of the last third of the requests over that of the first: 1.1 is 10 % slower. */
  readonly lastOverFirst: number;
  readonly n: number;
}
