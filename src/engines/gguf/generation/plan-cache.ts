import type { LoadedWeights } from "../load-model.ts";

export interface CachePlan {
  readonly cacheTokens: number;
  readonly sequences: number;
  readonly batchTokens: number;
}

/** llama.cpp's own bound of one computing; also how long a piece of a prompt can get. */
const batchTokens = 512;
/** The library looks at the cache in blocks of this size. */
const blockTokens = 256;
/** Memory that a cache for several requests may take beyond the context that each of them is promised. */
const moreBytes = 128 * 2 ** 20;
/** Sequences that are kept when their request is over, beside those that run. */
const idleSequences = 16;

/** Plans one cache for all: the whole context for whoever needs it, and more of it where that costs little. */
export function planCache({
  model,
  contextPlan,
  asked,
}: Pick<LoadedWeights, "model" | "contextPlan" | "asked">): CachePlan {
  const { contextTokens, kvBytesPerToken } = contextPlan;
  const { parallel } = asked;
  const affordable = kvBytesPerToken === undefined ? 0 : Math.floor(moreBytes / kvBytesPerToken);
  const tokens = Math.min(contextTokens * parallel, contextTokens + affordable);
  return {
    cacheTokens: Math.max(batchTokens, Math.ceil(tokens / blockTokens) * blockTokens),
    // A model that keeps a state keeps one for each sequence, in full.
    sequences: model.isRecurrent ? parallel : parallel + idleSequences,
    batchTokens,
  };
}
