import type { EngineTimings } from "../../../core/usage.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { Token } from "../llama/vocabulary.ts";
import type { PickedToken, TokenPicker } from "./token-picker.ts";

/** One answer to generate. */
export interface Generation {
  readonly prompt: readonly Token[];
  /** Most tokens to generate; at least 1. */
  readonly maxTokens: number;
  /** Picks its tokens; closed when the answer is over. */
  readonly picker: TokenPicker;
  /** false computes the whole prompt anew. */
  readonly promptReuse: boolean;
  /** Called per token, the one that ends the turn excluded. Returning false ends the generation with a stop. */
  onToken(picked: PickedToken): boolean;
  onEnd(reason: "stop" | "length"): void;
  onFail(error: unknown): void;
}

/**
 * A generation on its way through the scheduler.
 *
 * Taking a token and telling it are apart, so that what the caller does with a token happens while the next one is
 * computed.
 */
export interface GenerationJob {
  readonly generation: Generation;
  /** Tokens that were picked; the last ones may not have been told yet. */
  readonly picked: readonly Token[];
  /** Number of tokens that must be computed before the next can be picked: the prompt and what was picked. */
  readonly length: number;
  /** Tokens that were told. */
  readonly told: number;
  /** Prompt tokens that were found in the cache; absent until it has begun. */
  readonly cachedPromptTokens: number | undefined;
  /** No further step is needed. */
  readonly over: boolean;
  /** The token at a place of prompt and answer. */
  at(index: number): Token;
  begin(cachedPromptTokens: number): void;
  /** Takes the next token; undefined means that the model ended its turn. */
  take(picked: PickedToken | undefined): void;
  /** Tells the generation what was taken. */
  tell(): void;
  fail(error: unknown): void;
  /** The caller has left. */
  cancel(): void;
  timings(): EngineTimings;
}

/** @param onClose called once when nothing more is wanted of the job */
export function createGenerationJob(generation: Generation, clock: Clock, onClose: () => void): GenerationJob {
  const { prompt, maxTokens, picker } = generation;
  const submittedMs = clock.now();
  let begunMs: number | undefined;
  let firstTokenMs: number | undefined;
  let endedMs: number | undefined;
  let cachedPromptTokens: number | undefined;
  let told = 0;
  const picked: Token[] = [];
  const untold: PickedToken[] = [];
  let ending: "stop" | "length" | undefined;
  let closed = false;

  function close(): boolean {
    if (closed) return false;
    closed = true;
    endedMs ??= clock.now();
    picker.close();
    onClose();
    return true;
  }

  return {
    generation,
    picked,
    get length() {
      return prompt.length + picked.length;
    },
    get told() {
      return told;
    },
    get cachedPromptTokens() {
      return cachedPromptTokens;
    },
    get over() {
      return closed || ending !== undefined;
    },
    at: (index) => prompt[index] ?? picked[index - prompt.length] ?? 0,
    begin(cached) {
      begunMs ??= clock.now();
      cachedPromptTokens ??= cached;
    },
    take(next) {
      if (closed || ending !== undefined) return;
      firstTokenMs ??= clock.now();
      if (next === undefined) ending = "stop";
      else {
        untold.push(next);
        if (picked.push(next.token) >= maxTokens) ending = "length";
      }
      if (ending !== undefined) endedMs = clock.now();
    },
    tell() {
      // Usually one; two when a step was over before its forerunner could be told.
      for (const next of untold.splice(0)) {
        if (closed) return;
        told++;
        if (generation.onToken(next)) continue;
        ending = "stop";
        break;
      }
      if (ending !== undefined && close()) generation.onEnd(ending);
    },
    fail(error) {
      if (close()) generation.onFail(error);
    },
    cancel: () => void close(),
    timings() {
      const nowMs = endedMs ?? clock.now();
      return {
        queueMs: (begunMs ?? nowMs) - submittedMs,
        prefillMs: begunMs === undefined ? undefined : (firstTokenMs ?? nowMs) - begunMs,
        decodeMs: firstTokenMs === undefined ? undefined : nowMs - firstTokenMs,
      };
    },
  };
}
