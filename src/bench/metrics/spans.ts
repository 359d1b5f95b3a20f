import type { Sample } from "../../core/sample.ts";

/** The time between two points as a list of one value; empty when either is unknown. Never negative: clocks of one process do not run back. */
export function elapsed(fromMs: number | undefined, toMs: number | undefined): readonly number[] {
  return fromMs === undefined || toMs === undefined ? [] : [Math.max(0, toMs - fromMs)];
}

/**
 * Tells whether the arrival of the first token was seen.
 *
 * An answer that came in one piece of several tokens shows when it ended, not when it began.
 */
export function firstTokenSeen(sample: Sample): boolean {
  const { tokens } = sample.deltas;
  if (sample.timeline.firstTokenMs === undefined) return false;
  return tokens.length > 1 || tokens[0] === 1 || sample.usage.completionTokens === 1;
}

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

/** Ms in which at least one of the requests was under way: the union of their spans. */
export function busyMs(samples: readonly Sample[]): number {
  const spans = samples.map(({ timeline }) => timeline).sort((a, b) => a.sentMs - b.sentMs);
  let busy = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { sentMs, endMs } of spans) {
    busy += Math.max(0, endMs - Math.max(sentMs, until));
    until = Math.max(until, endMs);
  }
  return busy;
}
