import type { AcceptableRule } from "./acceptable-rule.ts";
import type { MemoryReading, ModelInfo, ModelSource, TargetDevice } from "./engine.ts";
import type { ErrorRecord } from "./errors.ts";
import type { Price } from "./price.ts";
import type { PromptSet } from "./prompt.ts";
import type { Rates } from "./rates.ts";
import type { Sample } from "./sample.ts";

/** One execution of a plan, as `run.json` holds it. */
export interface Run {
  readonly schema: 1;
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly assayVersion: string;
  readonly plan: Plan;
  /** SHA-256 over plan, prompts and the models' content: a resume must find the same. */
  readonly digest: string;
  readonly environment: Machine;
  /** Absent where nothing was stated. */
  readonly rates?: Rates | undefined;
}

/** The plan of a benchmark: targets, prompts, rounds and conditions. */
export interface Plan {
  readonly targets: readonly TargetPlan[];
  readonly prompts: PromptSet;
  /** Timed rounds per target and prompt, at least 1. */
  readonly rounds: number;
  /** Untimed requests per target before the timed ones, at least: they go on for a second and a half, for one round at most. 0: none. */
  readonly warmUp: number;
  /** Order of the requests: `interleaved` lets targets take turns, `blocked` finishes one after the other. */
  readonly order: "interleaved" | "blocked";
  /** Seed of the order and of the intervals. */
  readonly seed: number;
  readonly request: RequestPlan;
  /** Longest time that one request may take; absent: no limit. */
  readonly timeLimitMs?: number | undefined;
  /** What makes an answer acceptable; absent where nobody says and the prompts do not tell, and in older runs. */
  readonly acceptable?: AcceptableRule | undefined;
  /** The run ends once its verdict is settled; absent: once everything is measured. */
  readonly untilDecided?: UntilDecided | undefined;
}

/** How sure the verdict must be for which a run ends. */
export interface UntilDecided {
  /** The level that holds for all findings together, however often the run is looked at. */
  readonly level: number;
}

/** Parameters of every request. */
export interface RequestPlan {
  readonly temperature: number;
  readonly seed: number;
  readonly maxTokens: number;
  /** false: answers of endpoints come in one piece, and have no first-token latency. */
  readonly stream: boolean;
  /** `off`: prompts are computed anew each time (a nonce goes in front where the target has no switch). */
  readonly prefixCache: "on" | "off";
  /** Asks models that can tell them for the log-probabilities of their tokens. Absent: nobody asked for them. */
  readonly logprobs?: true | undefined;
}

/** One target of a plan: a variant of a model on a device. */
export interface TargetPlan extends ModelFacts {
  /** Unique in the run, such as `notes-mini:q8_0`. */
  readonly id: string;
  readonly alias: string;
  readonly variant?: string | undefined;
  /** Name of the engine. */
  readonly engine: string;
  readonly source: ModelSource;
  readonly device: TargetDevice;
  /** Threads to use; absent: the engine finds the best number. */
  readonly threads?: number | undefined;
  /** Chat template in place of the file's own: the name of a known one, or the template itself. */
  readonly chatTemplate?: string | undefined;
  /** Variables of the chat template. */
  readonly templateVariables?: Readonly<Record<string, unknown>> | undefined;
  /** SHA-256 of the model file's content, of a split model over those of its parts; absent for what is not a file. */
  readonly contentDigest?: string | undefined;
  /** Why it cannot be measured, known before the run began; it is recorded as failed. */
  readonly unavailable?: ErrorRecord | undefined;
}

/** Facts about a model, wherever it is named; an unknown fact is absent. */
export interface ModelFacts {
  /** Of the file as it lies on disk where there is one, else as stated. */
  readonly sizeBytes?: number | undefined;
  readonly quantisation?: string | undefined;
  readonly parameters?: number | undefined;
  /** SPDX name. */
  readonly licence?: string | undefined;
  /** Where the licence can be read. */
  readonly licenceUrl?: string | undefined;
  /** True when the licence permits commercial use, as stated or as known of the licence; absent when unknown. */
  readonly commercialUse?: boolean | undefined;
  readonly price?: Price | undefined;
  /** Tokens that prompt and answer may hold together. */
  readonly contextTokens?: number | undefined;
}

/** The machine that measured; what the system does not tell is absent. */
export interface Machine {
  readonly platform: string;
  readonly release: string;
  readonly architecture: string;
  readonly nodeVersion: string;
  readonly cpuModel?: string | undefined;
  readonly cpuCount: number;
  readonly memoryBytes: number;
  readonly freeMemoryBytes?: number | undefined;
  readonly loadAverage?: number | undefined;
  readonly governor?: string | undefined;
}

/** One line of `samples.jsonl`. */
export type JournalEntry =
  | SessionEntry
  | LoadEntry
  | Sample
  | MemoryEntry
  | FailureEntry
  | MeaningEntry
  | LookEntry
  | EndEntry;

/** A process starts to write: the first time, and at every resume. */
export interface SessionEntry {
  readonly type: "session";
  readonly startedAt: string;
  /** Wall clock in ms at 0 of this session's timelines. */
  readonly clockOrigin: number;
  readonly processId: number;
  /** Error of the harness itself, measured before the run against a known schedule; absent when not measured. */
  readonly calibration?: Calibration | undefined;
  /** Load of the machine as this session began; of the first one, `environment` has it too. */
  readonly loadAverage?: number | undefined;
  /** Counters of energy that are there and could not be read, a sentence each. */
  readonly energyProblems?: readonly string[] | undefined;
  /** Why the harness could not be measured. */
  readonly calibrationError?: ErrorRecord | undefined;
}

/** Error of the harness against a known schedule, in ms. */
export interface Calibration {
  readonly streams: number;
  readonly tokens: number;
  readonly ttftErrorMs: { readonly p50: number; readonly p99: number };
  readonly arrivalErrorMs: { readonly p50: number; readonly p99: number };
}

/** A target was loaded. */
export interface LoadEntry {
  readonly type: "load";
  readonly target: string;
  readonly loadMs: number;
  /** `cold`: the file was not in the system's cache; `warm`: it was; `unknown`: nothing could be done about it. */
  readonly cache: "cold" | "warm" | "unknown";
  readonly info: ModelInfo;
}

/** Memory of a target's process after its requests. */
export interface MemoryEntry {
  readonly type: "memory";
  readonly target: string;
  readonly memory: MemoryReading;
}

/** A target as a whole failed: it could not be loaded, or died. */
export interface FailureEntry {
  readonly type: "failure";
  readonly target: string;
  readonly error: ErrorRecord;
}

/** How close answers come in meaning to what facets of their prompt ask for; computed once, and then read. */
export interface MeaningEntry {
  readonly type: "meaning";
  /** SHA-256 of the embedding model's file; its id where it is no file. */
  readonly model: string;
  readonly values: readonly PartCloseness[];
}

/** Cosine similarity of a meaning and a part of an answer. */
export interface PartCloseness {
  readonly means: string;
  readonly part: string;
  readonly value: number;
}

/** A run that ends once it is decided was looked at; what a look has found is not asked again. */
export interface LookEntry {
  readonly type: "look";
  /** From 1, over all sessions. */
  readonly number: number;
  /** How many there are if none ends the run. */
  readonly of: number;
  /** Prompts and timed requests that it rests on. */
  readonly prompts: number;
  readonly requests: number;
  /** The findings in a few words, such as `quality open, latency: a better`. */
  readonly state: string;
  /** Why nothing more is measured; absent where the run goes on. */
  readonly ends?: RunEnd | undefined;
}

/**
 * Why a run that was to end once it was decided has ended. `decided`: the verdict is settled; `no-help`: it is not, and more
 * prompts would not settle it; `alone`: fewer than two targets are left; `time` and `prompts`: there was to be no more of it;
 * `all`: nothing is left to measure.
 */
export type RunEnd = "decided" | "no-help" | "alone" | "time" | "prompts" | "all";

/** The plan is done, was stopped with everything kept, or failed: no request of any target was answered with a text. */
export interface EndEntry {
  readonly type: "end";
  readonly status: "complete" | "stopped" | "failed";
  readonly endedAt: string;
  /** Ids of runs that others measured on this machine in the same time. */
  readonly beside?: readonly string[] | undefined;
  /** Why facets by meaning could not be scored. */
  readonly meaningError?: ErrorRecord | undefined;
  /** The verdict in a sentence, for lists of runs. */
  readonly verdict?: string | undefined;
  /** Id of the target to take; absent when the verdict names none. */
  readonly winner?: string | undefined;
}
