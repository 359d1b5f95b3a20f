import type { EngineTimings } from "../../core/usage.ts";
import type { Clock } from "../../lib/clock.ts";
import type { PickedToken, TokenPicker } from "./token-picker.ts";
import type { Token } from "./vocabulary.ts";

/** One answer to generate. */
export interface Generation {
  readonly prompt: readonly Token[];
  /** Most tokens to generate; at least 1. */
  readonly maxTokens: number;
  /** Picks its tokens; closed when the answer is over. */
  readonly picker: TokenPicker;
  /** false computes the whole prompt anew. */
  readonly promptReuse: boolean;
  /** Reads the scores of a token of the prompt, by its place; then all of the prompt but its first token is scored. */
  readonly onPromptScores?: ((scores: Float32Array, index: number) => void) | undefined;
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

/** Runs many generations on one context. */
export interface Scheduler {
  submit(generation: Generation): GenerationJob;
  /** True once `stop` was called: whatever is submitted fails. */
  readonly stopped: boolean;
  /** Fails what runs and waits until the context is idle. */
  stop(error: Error): Promise<void>;
}

/** @param onClose called once when nothing more is wanted of the job */
export function createGenerationJob(generation: Generation, clock: Clock, onClose: () => void): GenerationJob {
  return new Job(generation, clock, onClose);
}

class Job implements GenerationJob {
  readonly generation: Generation;
  readonly picked: Token[] = [];
  readonly #clock: Clock;
  readonly #onClose: () => void;
  readonly #submittedMs: number;
  readonly #untold: PickedToken[] = [];
  #begunMs: number | undefined;
  #firstTokenMs: number | undefined;
  #endedMs: number | undefined;
  #cachedPromptTokens: number | undefined;
  #told = 0;
  #ending: "stop" | "length" | undefined;
  #closed = false;

  constructor(generation: Generation, clock: Clock, onClose: () => void) {
    this.generation = generation;
    this.#clock = clock;
    this.#onClose = onClose;
    this.#submittedMs = clock.now();
  }

  get length(): number {
    return this.generation.prompt.length + this.picked.length;
  }

  get told(): number {
    return this.#told;
  }

  get cachedPromptTokens(): number | undefined {
    return this.#cachedPromptTokens;
  }

  get over(): boolean {
    return this.#closed || this.#ending !== undefined;
  }

  at(index: number): Token {
    const { prompt } = this.generation;
    return prompt[index] ?? this.picked[index - prompt.length] ?? 0;
  }

  begin(cachedPromptTokens: number): void {
    this.#begunMs ??= this.#clock.now();
    this.#cachedPromptTokens ??= cachedPromptTokens;
  }

  take(next: PickedToken | undefined): void {
    if (this.over) return;
    this.#firstTokenMs ??= this.#clock.now();
    if (next === undefined) this.#ending = "stop";
    else {
      this.#untold.push(next);
      if (this.picked.push(next.token) >= this.generation.maxTokens) this.#ending = "length";
    }
    if (this.#ending !== undefined) this.#endedMs = this.#clock.now();
  }

  tell(): void {
    // Usually one; two when a step was over before its forerunner could be told.
    for (const next of this.#untold.splice(0)) {
      if (this.#closed) return;
      this.#told++;
      if (this.generation.onToken(next)) continue;
      this.#ending = "stop";
      break;
    }
    if (this.#ending !== undefined && this.#close()) this.generation.onEnd(this.#ending);
  }

  fail(error: unknown): void {
    if (this.#close()) this.generation.onFail(error);
  }

  cancel(): void {
    this.#close();
  }

  timings(): EngineTimings {
    const nowMs = this.#endedMs ?? this.#clock.now();
    const [begunMs, firstTokenMs] = [this.#begunMs, this.#firstTokenMs];
    return {
      queueMs: (begunMs ?? nowMs) - this.#submittedMs,
      prefillMs: begunMs === undefined ? undefined : (firstTokenMs ?? nowMs) - begunMs,
      decodeMs: firstTokenMs === undefined ? undefined : nowMs - firstTokenMs,
    };
  }

  #close(): boolean {
    if (this.#closed) return false;
    this.#closed = true;
    this.#endedMs ??= this.#clock.now();
    this.generation.picker.close();
    this.#onClose();
    return true;
  }
}
