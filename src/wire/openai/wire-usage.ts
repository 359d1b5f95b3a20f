import * as z from "zod";
import type { Usage } from "../../core/usage.ts";

/** A whole number of tokens; whatever else a server puts there counts as not said. */
const count = z.int().nonnegative().optional().catch(undefined);

/** Token counts as servers send them. Fields that are missing or of a wrong type are absent. */
export const wireUsageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).optional().catch(undefined),
  completion_tokens_details: z.object({ reasoning_tokens: count }).optional().catch(undefined),
});

export type WireUsage = z.infer<typeof wireUsageSchema>;

/**
 * Turns a server's counts into ours.
 *
 * Some servers fill the block with zeros (foundry-local does for embeddings): a prompt of 0 tokens does not exist, so
 * that is a count that nobody made.
 */
export function toUsage(usage: WireUsage | undefined): Usage {
  const promptTokens = usage?.prompt_tokens || undefined;
  if (usage === undefined || (promptTokens === undefined && !usage.completion_tokens)) return {};
  return {
    promptTokens,
    cachedPromptTokens: usage.prompt_tokens_details?.cached_tokens,
    completionTokens: usage.completion_tokens,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens,
    source: "server",
  };
}
