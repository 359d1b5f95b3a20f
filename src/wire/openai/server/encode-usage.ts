import type { Usage } from "../../../core/usage.ts";

/** Encodes token counts as OpenAI does; undefined when the answer's are not known. */
export function encodeUsage({ promptTokens, cachedPromptTokens, completionTokens, reasoningTokens }: Usage) {
  if (promptTokens === undefined || completionTokens === undefined) return undefined;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedPromptTokens ?? 0 },
    completion_tokens_details: { reasoning_tokens: reasoningTokens ?? 0 },
  };
}
