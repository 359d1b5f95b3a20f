import type { FinishReason } from "./chat-event.ts";
import type { ErrorRecord } from "./errors.ts";
import type { PipelineStep } from "./pipeline-step.ts";
import type { EngineTimings, Usage } from "./usage.ts";
import type { Warning } from "./warning.ts";

/** The raw record of one request. Everything that a report shows can be computed from these. */
export interface Sample {
  readonly type: "sample";
  /** The cell of the plan: unique in a run, the same after a resume. */
  readonly cell: string;
  readonly target: string;
  readonly prompt: string;
  /** From 1; warm-up rounds are numbered apart. */
  readonly round: number;
  readonly phase: "warm-up" | "timed";
  /** First request after this target was loaded in this process. */
  readonly first?: boolean | undefined;
  readonly status: "ok" | "failed";
  /** Present when and only when the status is `failed`. */
  readonly error?: ErrorRecord | undefined;
  readonly timeline: Timeline;
  readonly deltas: Deltas;
  readonly text: string;
  readonly reasoning?: string | undefined;
  /** Absent when the answer did not end. */
  readonly finishReason?: FinishReason | undefined;
  readonly usage: Usage;
  /** Timings that the engine reports about itself. */
  readonly timings?: EngineTimings | undefined;
  readonly maxTokens?: number | undefined;
  /** Natural logarithms of the probabilities of the answer's tokens, reasoning left out; absent where nobody asked or nothing was told. */
  readonly logprobs?: readonly number[] | undefined;
  /** Of a pipeline: its steps that ended, in order. */
  readonly steps?: readonly PipelineStep[] | undefined;
  /** Random text put in front of the prompt so that no cache knows it. */
  readonly nonce?: string | undefined;
  /** Longest time in ms that our own event loop was blocked during the request. */
  readonly loopDelayMs?: number | undefined;
  /** Processor time of the model's process during the request, all its threads together; absent where the system does not tell. */
  readonly processorMs?: number | undefined;
  /** Absent where no counter can be read, and where other requests were under way in the same time. */
  readonly energy?: EnergyReading | undefined;
  readonly warnings: readonly Warning[];
}

/** Energy that the counters of a machine showed from just before a request to just after it. */
export interface EnergyReading {
  /** At least one; their energies add up. */
  readonly counters: readonly CounterReading[];
}

/** One counter's part of a reading. */
export interface CounterReading {
  /** Such as `processor (RAPL)`. */
  readonly name: string;
  /** All that it counted in the time that it covers, what the machine takes idle included. */
  readonly joules: number;
  /** Time between its two counts, and the part of it for which the energy is known. */
  readonly windowMs: number;
  readonly coveredMs: number;
  /** Power that it showed before the run, while nothing was loaded. */
  readonly idleWatts: number;
}

/**
 * When what happened, in ms on the measurer's monotonic clock, counted from the start of the measuring process
 * (`clockOrigin` of the run's session gives the wall clock). What was not seen is absent.
 */
export interface Timeline {
  /** When the schedule wanted the request to start. */
  readonly intendedMs: number;
  readonly preparedMs?: number | undefined;
  readonly sentMs: number;
  readonly headersMs?: number | undefined;
  readonly firstByteMs?: number | undefined;
  /** The first event, even an empty role chunk. */
  readonly firstChunkMs?: number | undefined;
  /** The first text, reasoning included. */
  readonly firstTokenMs?: number | undefined;
  /** The first text that is not reasoning. */
  readonly firstContentMs?: number | undefined;
  readonly lastTokenMs?: number | undefined;
  readonly endMs: number;
}

/** All deltas of an answer as three columns of the same length. */
export interface Deltas {
  /** Arrival in ms after `timeline.sentMs`. */
  readonly atMs: readonly number[];
  /** Tokens in the delta; null when the target does not say. */
  readonly tokens: readonly (number | null)[];
  /** Characters (UTF-16 units) in the delta. */
  readonly characters: readonly number[];
}
