export interface CachePlan {
  readonly cacheTokens: number;
  readonly sequences: number;
  readonly batchTokens: number;
}

/** llama.cpp's own bound of one computing; also how long a piece of a prompt can get. */
const batchTokens = 512;
/** The library looks at the cache in blocks of this size. */
const blockTokens = 256;
/** Sequences that are kept when their request is over, beside those that run. */
const idleSequences = 16;
/** `LLAMA_MAX_SEQ` of the library. */
const mostSequences = 256;

/** Plans the library's cache for so many tokens of all requests together. */
export function planCache(
  cacheTokens: number,
  { parallel, isRecurrent }: { readonly parallel: number; readonly isRecurrent: boolean },
): CachePlan {
  return {
    cacheTokens: Math.max(batchTokens, Math.ceil(cacheTokens / blockTokens) * blockTokens),
    // A model that keeps a state keeps one for each sequence, in full.
    sequences: isRecurrent ? parallel : Math.min(mostSequences, parallel + idleSequences),
    batchTokens,
  };
}
