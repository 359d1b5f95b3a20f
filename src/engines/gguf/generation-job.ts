import type { Token } from "node-llama-cpp";
import type { EngineTimings } from "../../core/usage.ts";
import type { Clock } from "../../lib/clock.ts";
import type { PickedToken } from "./sample-from-logits.ts";
import type { SamplingSettings } from "./sampling-settings.ts";

/** One answer to generate. */
export interface Generation {
  readonly prompt: readonly Token[];
  /** Most tokens to generate; at least 1. */
  readonly maxTokens: number;
  readonly sampling: SamplingSettings;
  /** false computes the whole prompt anew. */
  readonly promptReuse: boolean;
  /** Called per token, the one that ends the turn excluded. Returning false ends the generation with a stop. */
  onToken(picked: PickedToken): boolean;
  onEnd(reason: "stop" | "length"): void;
  onFail(error: unknown): void;
}

/** A generation on its way through the scheduler. */
export interface GenerationJob {
  readonly generation: Generation;
  /** Prompt tokens still to be computed. */
  promptLeft: readonly Token[];
  readonly generated: Token[];
  /** Prompt tokens found in the sequence; absent until it has one. */
  cachedPromptTokens: number | undefined;
  /** Nothing more is told to the generation. */
  readonly ended: boolean;
  begin(cachedPromptTokens: number): void;
  /** Takes the next token; undefined means that the model ended its turn. */
  accept(picked: PickedToken | undefined): void;
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

  const job = {
    generation,
    promptLeft: generation.prompt,
    generated: [] as Token[],
    cachedPromptTokens: undefined as number | undefined,
    ended: false,
    begin(cachedPromptTokens: number) {
      begunMs = clock.now();
      job.cachedPromptTokens = cachedPromptTokens;
      job.promptLeft = generation.prompt.slice(cachedPromptTokens);
    },
    accept(picked: PickedToken | undefined) {
      if (job.ended) return;
      firstTokenMs ??= clock.now();
      if (picked === undefined) return end("stop");
      job.generated.push(picked.token);
      if (!generation.onToken(picked)) end("stop");
      else if (job.generated.length >= generation.maxTokens) end("length");
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

  function end(reason: "stop" | "length"): void {
    if (close()) generation.onEnd(reason);
  }

  function close(): boolean {
    if (job.ended) return false;
    job.ended = true;
    endedMs = clock.now();
    return true;
  }

  return job;
}
