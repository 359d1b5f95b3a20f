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
/** `LLAMA_MAX_SEQ` of the library. */
const mostSequences = 256;

export interface CacheWish {
  /** Tokens that each request is promised. */
  readonly contextTokens: number;
  readonly kvBytesPerToken: number | undefined;
  readonly parallel: number;
  readonly isRecurrent: boolean;
}

/** Plans one cache for all: the whole context for whoever needs it, and more of it where that costs little. */
export function planCache({ contextTokens, kvBytesPerToken, parallel, isRecurrent }: CacheWish): CachePlan {
  const affordable = kvBytesPerToken === undefined ? 0 : Math.floor(moreBytes / kvBytesPerToken);
  const tokens = Math.min(contextTokens * parallel, contextTokens + affordable);
  return {
    cacheTokens: Math.max(batchTokens, Math.ceil(tokens / blockTokens) * blockTokens),
    // A model that keeps a state keeps one for each sequence, in full.
    sequences: isRecurrent ? parallel : Math.min(mostSequences, parallel + idleSequences),
    batchTokens,
  };
}
