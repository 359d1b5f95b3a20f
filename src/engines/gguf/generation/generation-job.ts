import type { Token } from "node-llama-cpp";
import type { EngineTimings } from "../../../core/usage.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { AnswerGrammar } from "../grammar/grammar-source.ts";
import type { PickedToken } from "./sample-from-logits.ts";
import type { SamplingSettings } from "./sampling-settings.ts";

/** One answer to generate. */
export interface Generation {
  readonly prompt: readonly Token[];
  /** Most tokens to generate; at least 1. */
  readonly maxTokens: number;
  readonly sampling: SamplingSettings;
  /** What the answer must follow; absent: it is free. */
  readonly grammar?: AnswerGrammar | undefined;
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
  /** Prompt tokens still to be computed. */
  promptLeft: readonly Token[];
  /** Tokens that were computed; the last ones may not have been told yet. */
  readonly computed: Token[];
  /** Tokens that were told. */
  readonly told: number;
  /** Prompt tokens found in the sequence; absent until it has one. */
  readonly cachedPromptTokens: number | undefined;
  /** No further step is needed. */
  readonly over: boolean;
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

export function createGenerationJob(generation: Generation, clock: Clock): GenerationJob {
  const submittedMs = clock.now();
  let begunMs: number | undefined;
  let firstTokenMs: number | undefined;
  let endedMs: number | undefined;
  const untold: PickedToken[] = [];
  let ending: "stop" | "length" | undefined;
  let closed = false;

  const job = {
    generation,
    promptLeft: generation.prompt,
    computed: [] as Token[],
    told: 0,
    cachedPromptTokens: undefined as number | undefined,
    get over() {
      return closed || ending !== undefined;
    },
    begin(cachedPromptTokens: number) {
      begunMs = clock.now();
      job.cachedPromptTokens = cachedPromptTokens;
      job.promptLeft = generation.prompt.slice(cachedPromptTokens);
    },
    take(picked: PickedToken | undefined) {
      if (job.over) return;
      firstTokenMs ??= clock.now();
      if (picked === undefined) ending = "stop";
      else {
        untold.push(picked);
        if (job.computed.push(picked.token) >= generation.maxTokens) ending = "length";
      }
      if (ending !== undefined) endedMs = clock.now();
    },
    tell() {
      // Usually one; two when a step was over before its forerunner could be told.
      for (const picked of untold.splice(0)) {
        if (closed) return;
        job.told++;
        if (generation.onToken(picked)) continue;
        ending = "stop";
        break;
      }
      if (ending !== undefined && close()) generation.onEnd(ending);
    },
    fail(error: unknown) {
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

  function close(): boolean {
    if (closed) return false;
    closed = true;
    endedMs ??= clock.now();
    return true;
  }

  return job;
}
