import type { Usage } from "../../../core/usage.ts";

/** Counts of several answers together, each of which had its prompt of its own, unless `samePrompt`. A count that one of them lacks is absent. */
export function sumUsage(usages: readonly Usage[], samePrompt = false): Usage {
  const prompts = samePrompt ? usages.slice(0, 1) : usages;
  return {
    promptTokens: sum(prompts.map(({ promptTokens }) => promptTokens)),
    cachedPromptTokens: sum(prompts.map(({ cachedPromptTokens }) => cachedPromptTokens)),
    completionTokens: sum(usages.map(({ completionTokens }) => completionTokens)),
    reasoningTokens: sum(usages.map(({ reasoningTokens }) => reasoningTokens)),
  };
}

function sum(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce((total, count) => (total === undefined || count === undefined ? undefined : total + count), 0);
}
