import type { Sample } from "../../core/sample.ts";

/** Above this no machine decodes; a target that claims it has sent a whole answer at once. */
const IMPOSSIBLE_TOKENS_PER_MS = 100;

/**
 * The tokens after the first delta and the ms in which they came.
 *
 * Absent with fewer than two deltas, an unknown count, or a rate above 100,000 tokens/s.
 */
export function decodeSpan(sample: Sample): { readonly tokens: number; readonly ms: number } | undefined {
  const total = sample.usage.completionTokens;
  const ms = answerSpanMs(sample);
  if (total === undefined || ms === undefined) return undefined;
  const tokens = total - (sample.deltas.tokens[0] ?? 1);
  return tokens > 0 && tokens / ms <= IMPOSSIBLE_TOKENS_PER_MS ? { tokens, ms } : undefined;
}

/** Ms from the first to the last delta; absent when there are not two or they arrived together. */
export function answerSpanMs(sample: Sample): number | undefined {
  const { firstTokenMs, lastTokenMs } = sample.timeline;
  if (firstTokenMs === undefined || lastTokenMs === undefined || sample.deltas.atMs.length < 2) return undefined;
  return lastTokenMs > firstTokenMs ? lastTokenMs - firstTokenMs : undefined;
}
