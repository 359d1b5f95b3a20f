import type { ChatRequest } from "../../core/chat-model.ts";
import { repetitionWindow } from "../generation/adjust-scores.ts";
import { resolveSampling, type SamplingDefaults } from "../generation/sampling-settings.ts";

export interface CompletionFacts {
  readonly prompt: string;
  /** Grammar of the answer in llama.cpp's notation; absent where it is free. */
  readonly grammar: string | undefined;
  /** Marks that the answer's text is to spell out though they are control tokens. */
  readonly marks: readonly string[];
  readonly samplingDefaults: SamplingDefaults;
  /** Seed of a request that names none. */
  readonly seed: number;
}

/**
 * Writes a request in the fields of llama.cpp's server; everything is said, since its defaults are others than ours. Its
 * penalties look at the last tokens of the prompt too.
 */
export function encodeCompletion(request: ChatRequest, facts: CompletionFacts): Readonly<Record<string, unknown>> {
  const sampling = resolveSampling(request, facts.samplingDefaults, facts.seed);
  return {
    prompt: facts.prompt,
    stream: true,
    timings_per_token: true,
    n_predict: request.maxTokens ?? -1,
    temperature: sampling.temperature,
    top_k: sampling.topK,
    top_p: sampling.topP,
    min_p: sampling.minP ?? 0,
    repeat_penalty: sampling.repetitionPenalty ?? 1,
    repeat_last_n: repetitionWindow,
    presence_penalty: sampling.presencePenalty,
    frequency_penalty: sampling.frequencyPenalty,
    seed: sampling.seed >>> 0,
    logit_bias: Object.entries(sampling.logitBias ?? {}).map(([token, bias]) => [Number(token), bias]),
    // With 0 it gives none, not even that of the token itself.
    n_probs: sampling.logprobs === undefined ? 0 : Math.max(1, sampling.logprobs),
    cache_prompt: request.promptReuse !== false,
    preserved_tokens: facts.marks,
    ...(facts.grammar === undefined ? {} : { grammar: facts.grammar }),
  };
}
