/** Says how many prompt tokens one tick may compute while so many prompts are read. */
export interface PieceBudget {
  tokens(prompts: number): number;
  learn(promptTokens: number, tookMs: number): void;
}

/**
 * Longest pause that those who are being answered notice between two tokens for each prompt that is read: the more wait for
 * their first token, the less of the time goes to those who have theirs.
 */
const targetMs = 200;
/** Smaller pieces are computed another way, see `prompt-pieces.ts`; also what is tried before anything is known. */
const fewestTokens = 64;

/** Creates a budget that learns the machine's speed from the ticks that it allowed. */
export function createPieceBudget(mostTokens: number): PieceBudget {
  let tokensPerMs: number | undefined;

  return {
    tokens(prompts) {
      if (tokensPerMs === undefined) return Math.min(fewestTokens, mostTokens);
      return Math.round(Math.min(mostTokens, Math.max(fewestTokens, tokensPerMs * targetMs * prompts)));
    },
    learn(promptTokens, tookMs) {
      // A few tokens say little of the speed of many.
      if (promptTokens < fewestTokens || tookMs <= 0) return;
      const seen = promptTokens / tookMs;
      tokensPerMs = tokensPerMs === undefined ? seen : (tokensPerMs + seen) / 2;
    },
  };
}
