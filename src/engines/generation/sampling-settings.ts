import type { ChatRequest } from "../../core/chat-model.ts";

/** How one request picks its tokens. */
export interface SamplingSettings {
  /** 0 takes the likeliest token. */
  readonly temperature: number;
  readonly topP: number;
  /** 0 keeps all. */
  readonly topK: number;
  /** Keeps tokens that are at least this share as likely as the likeliest; absent or 0: all. */
  readonly minP?: number | undefined;
  readonly presencePenalty: number;
  readonly frequencyPenalty: number;
  /** Divides what was said lately; absent or 1: nothing. */
  readonly repetitionPenalty?: number | undefined;
  /** Biases added to the scores of tokens. */
  readonly logitBias?: Readonly<Record<string, number>> | undefined;
  readonly seed: number;
  /** Number of likeliest tokens to report with each; absent: no log-probabilities. */
  readonly logprobs?: number | undefined;
}

/** Sampling that a file recommends. */
export type SamplingDefaults = Partial<Pick<SamplingSettings, "temperature" | "topP" | "topK">>;

/** The defaults of llama.cpp, for what neither the request nor the file says. */
const defaults = { temperature: 0.8, topP: 0.95, topK: 40 };

/** Settings of a request: its own values, then the file's, then llama.cpp's. */
export function resolveSampling(request: ChatRequest, file: SamplingDefaults, seed: number): SamplingSettings {
  return {
    temperature: request.temperature ?? file.temperature ?? defaults.temperature,
    topP: request.topP ?? file.topP ?? defaults.topP,
    topK: request.topK ?? file.topK ?? defaults.topK,
    minP: request.minP,
    presencePenalty: request.presencePenalty ?? 0,
    frequencyPenalty: request.frequencyPenalty ?? 0,
    repetitionPenalty: request.repetitionPenalty,
    logitBias: request.logitBias,
    seed: request.seed ?? seed,
    logprobs: request.logprobs,
  };
}
