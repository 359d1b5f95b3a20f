import type { Sample } from "../../core/sample.ts";

/** The time between two points as a list of one value; empty when either is unknown. Never negative: clocks of one process do not run back. */
export function elapsed(fromMs: number | undefined, toMs: number | undefined): readonly number[] {
  return fromMs === undefined || toMs === undefined ? [] : [Math.max(0, toMs - fromMs)];
}

/** Text that arrived in one read: several deltas may. */
export interface Arrival {
  readonly deltas: number;
  /** Absent when the target does not say. */
  readonly tokens: number | undefined;
  readonly characters: number;
}

/** Deltas so close came in one read: nothing decodes 20,000 tokens/s in one stream. */
const ONE_READ_MS = 0.05;

/** Whether the delta at `index` came in one read with the one before it. */
export function isSameArrival({ atMs }: Sample["deltas"], index: number): boolean {
  return (atMs[index] ?? 0) - (atMs[index - 1] ?? Number.NEGATIVE_INFINITY) < ONE_READ_MS;
}

/** All that came in the first read; absent when no text came. */
function firstArrival({ deltas }: Sample): Arrival | undefined {
  if (deltas.atMs.length === 0) return undefined;
  let count = 1;
  while (count < deltas.atMs.length && isSameArrival(deltas, count)) count += 1;
  const tokens = deltas.tokens.slice(0, count);
  return {
    deltas: count,
    tokens: tokens.includes(null) ? undefined : tokens.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    characters: deltas.characters.slice(0, count).reduce((sum, one) => sum + one, 0),
  };
}

/**
 * Tells whether the arrival of the first token was seen.
 *
 * An answer that came in one piece of several tokens shows when it ended, not when it began.
 */
export function firstTokenSeen(sample: Sample): boolean {
  if (sample.timeline.firstTokenMs === undefined) return false;
  const first = firstArrival(sample);
  return (
    (first !== undefined && first.deltas < sample.deltas.atMs.length) ||
    first?.tokens === 1 ||
    sample.usage.completionTokens === 1
  );
}

/** A part of an answer and the ms in which it came. */
export interface Span {
  readonly amount: number;
  readonly ms: number;
}

/** Why a span is absent; nothing when it is there. */
export function reasonOf(span: Span | string): string | undefined {
  return typeof span === "string" ? span : undefined;
}

/** The tokens after the first arrival and the ms in which they came, or the reason why that is not known. */
export function decodeSpan(sample: Sample): Span | string {
  const first = firstArrival(sample);
  const ms = spanMs(sample, first);
  if (first === undefined || ms === undefined) return ONE_PIECE;
  const tokens = tokensAfterFirst(sample, first);
  return tokens === undefined ? UNCOUNTED : possible({ amount: tokens, ms }, FASTEST.stream);
}

/** The characters after the first arrival and the ms in which they came, or the reason why that is not known. */
export function textSpan(sample: Sample): Span | string {
  const first = firstArrival(sample);
  const ms = spanMs(sample, first);
  if (first === undefined || ms === undefined) return ONE_PIECE;
  const all = sample.deltas.characters.reduce((sum, one) => sum + one, 0);
  return possible({ amount: all - first.characters, ms }, FASTEST.text);
}

const ONE_PIECE = "the answer came in one piece";
const UNCOUNTED = "nobody says how many tokens came first";
/** The reason of a rate that is left out as nothing reaches it. */
export const IMPOSSIBLE = "nothing is that fast: the answer was ready before, or its count is wrong";

/** Rates per ms above which a figure is wrong rather than good. A stream decodes token by token; a prompt is read at once. */
export const FASTEST = { stream: 100, text: 500, prompt: 10_000, together: 10_000 } as const;

/** The span, unless its rate is above what any machine reaches. */
export function possible(span: Span, fastest: number): Span | string {
  return span.amount / span.ms <= fastest ? span : IMPOSSIBLE;
}

/** An uncounted text may hold this share of a chunk's tokens more than chunks, such as an end token that has no text. */
const UNSEEN_SHARE = 0.02;

/**
 * Tokens that came after the first arrival.
 *
 * A server that counts only at the end says nothing of single chunks. Where it counts as many tokens as there were
 * chunks, but for an end token, each chunk is one; else the first may hold any number, and the rest is unknown.
 */
function tokensAfterFirst({ usage, deltas, finishReason }: Sample, first: Arrival): number | undefined {
  const total = usage.completionTokens;
  if (total === undefined) return undefined;
  if (first.tokens !== undefined) return total > first.tokens ? total - first.tokens : undefined;
  const unseen = total - deltas.atMs.length;
  const most = Math.max(finishReason === "stop" ? 1 : 0, total * UNSEEN_SHARE);
  return unseen >= 0 && unseen <= most ? deltas.atMs.length - first.deltas : undefined;
}

/** Ms from the first arrival to the last; absent when there are not two. */
function spanMs({ deltas }: Sample, first: Arrival | undefined): number | undefined {
  let last = deltas.atMs.length - 1;
  if (first === undefined || last < first.deltas) return undefined;
  while (isSameArrival(deltas, last)) last -= 1;
  return (deltas.atMs[last] ?? 0) - (deltas.atMs[0] ?? 0);
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

/** The rate of a span per second, as a list of one value; empty where the span is absent or empty. */
export function ratesOf(span: Span | string): readonly number[] {
  return typeof span === "string" || span.amount === 0 ? [] : [(span.amount / span.ms) * 1000];
}
