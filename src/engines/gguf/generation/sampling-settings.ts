import type { ChatRequest } from "../../../core/chat-model.ts";

/** How one request picks its tokens. */
export interface SamplingSettings {
  /** 0 takes the likeliest token. */
  readonly temperature: number;
  readonly topP: number;
  /** 0 keeps all. */
  readonly topK: number;
  readonly presencePenalty: number;
  readonly frequencyPenalty: number;
  readonly seed: number;
  /** Number of likeliest tokens to report with each; absent: no log-probabilities. */
  readonly logprobs?: number | undefined;
}

/** What a file recommends for itself. */
export type SamplingDefaults = Partial<Pick<SamplingSettings, "temperature" | "topP" | "topK">>;

/** The defaults of llama.cpp, for what neither the request nor the file says. */
const defaults = { temperature: 0.8, topP: 0.95, topK: 40 };

/** Settings of a request: its own values, then the file's, then llama.cpp's. */
export function resolveSampling(request: ChatRequest, file: SamplingDefaults, seed: number): SamplingSettings {
  return {
    temperature: request.temperature ?? file.temperature ?? defaults.temperature,
    topP: request.topP ?? file.topP ?? defaults.topP,
    topK: request.topK ?? file.topK ?? defaults.topK,
    presencePenalty: request.presencePenalty ?? 0,
    frequencyPenalty: request.frequencyPenalty ?? 0,
    seed: request.seed ?? seed,
    logprobs: request.logprobs,
  };
}
