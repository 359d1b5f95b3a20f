/** Something that generates tokens for a prompt. */
export interface Stream extends AsyncDisposable {
  /** Yields the number of tokens that arrived together. */
  tokens(prompt: string, maxTokens: number): AsyncIterable<number>;
}

/** Tokens per second after the first one, over all prompts together: total over total. */
export async function timeDecode(stream: Stream, prompts: readonly string[], maxTokens: number): Promise<number> {
  let tokens = 0;
  let seconds = 0;
  for (const prompt of prompts) {
    let firstMs: number | undefined;
    let lastMs = 0;
    for await (const arrived of stream.tokens(prompt, maxTokens)) {
      lastMs = performance.now();
      if (firstMs === undefined) firstMs = lastMs;
      else tokens += arrived;
    }
    if (firstMs !== undefined) seconds += (lastMs - firstMs) / 1000;
  }
  return tokens / seconds;
}

/** Tokens per second of all streams together, from the first request to the last token. */
export async function timeTogether(stream: Stream, prompts: readonly string[], maxTokens: number): Promise<number> {
  const startMs = performance.now();
  const counts = await Promise.all(
    prompts.map(async (prompt) => {
      let tokens = 0;
      for await (const arrived of stream.tokens(prompt, maxTokens)) tokens += arrived;
      return tokens;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - startMs) / 1000);
}
