import type { PipelineStep } from "./pipeline-step.ts";
import type { EngineTimings, Usage } from "./usage.ts";
import type { Warning } from "./warning.ts";

/**
 * One step of an answer. Order: `start`, then any deltas, tool calls, steps and warnings, then exactly one `finish`.
 *
 * Events carry no time of their own. `receipt` is what the measurer's own `ChatObserver.receive()` returned when
 * the bytes that complete this event arrived; it is absent where no bytes travel (an engine in the same process).
 */
export type ChatEvent = { readonly receipt?: number | undefined } & (
  | { readonly type: "start" }
  | TextDelta
  | (Omit<TextDelta, "type"> & { readonly type: "reasoning-delta" })
  /** More of the arguments of a call that is being written; the call itself comes as one `tool-call` at its end. */
  | { readonly type: "tool-call-delta"; readonly id: string; readonly name: string; readonly argumentsText: string }
  | { readonly type: "tool-call"; readonly id: string; readonly name: string; readonly argumentsJson: string }
  | { readonly type: "warning"; readonly warning: Warning }
  /** A model that is made of others begins or ends one of its steps. It may come before any text of the answer. */
  | { readonly type: "step"; readonly step: PipelineStep }
  | FinishEvent
);

interface TextDelta {
  readonly type: "text-delta";
  /** Never empty, never half a character. */
  readonly text: string;
  /** Exact number of tokens behind this text; absent when the target does not say. Tokens whose text was held back count with the delta that brings it. */
  readonly tokens?: number | undefined;
  readonly logprobs?: readonly TokenLogprob[] | undefined;
}

/** The last event of an answer that did not fail. A failed answer throws instead. */
export interface FinishEvent {
  readonly type: "finish";
  readonly reason: FinishReason;
  /** Counts that are not known are absent. Of a pipeline: those of the answer that is shown; each step has its own. */
  readonly usage: Usage;
  readonly timings?: EngineTimings | undefined;
}

/** `aborted`: the caller's signal said stop; what had been generated stands. */
export type FinishReason = "stop" | "length" | "tool-call" | "aborted";

/** Natural logarithm of the probability of a token, with the likeliest alternatives when asked for. */
export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly top?: readonly { readonly token: string; readonly logprob: number }[] | undefined;
}
