/** Sources of a token count, best first. */
export type CountSource = "engine" | "server";

/** Token counts of one request; a count that nobody gave is absent, never 0. */
export interface Usage {
  readonly promptTokens?: number | undefined;
  /** Prompt tokens that were not computed again because their prefix was still in the cache. */
  readonly cachedPromptTokens?: number | undefined;
  /** Tokens generated, reasoning included. */
  readonly completionTokens?: number | undefined;
  readonly reasoningTokens?: number | undefined;
  readonly source?: CountSource | undefined;
}

/** Timings that an engine reports about itself, in ms. Kept beside the measured values, never mixed with them. */
export interface EngineTimings {
  /** Template and tokenisation. */
  readonly prepareMs?: number | undefined;
  /** Time in the engine's own queue. */
  readonly queueMs?: number | undefined;
  readonly prefillMs?: number | undefined;
  readonly decodeMs?: number | undefined;
}
