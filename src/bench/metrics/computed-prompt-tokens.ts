import type { Sample } from "../../core/sample.ts";

/** Prompt tokens that were really computed: those not served from a cache. Absent when unknown or none. */
export function computedPromptTokens(sample: Sample): number | undefined {
  const { promptTokens, cachedPromptTokens } = sample.usage;
  if (promptTokens === undefined) return undefined;
  const computed = promptTokens - (cachedPromptTokens ?? 0);
  return computed > 0 ? computed : undefined;
}
