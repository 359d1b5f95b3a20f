import type { Sample } from "../../core/sample.ts";

/** The time between two points as a list of one value; empty when either is unknown. Never negative: clocks of one process do not run back. */
export function elapsed(fromMs: number | undefined, toMs: number | undefined): readonly number[] {
  return fromMs === undefined || toMs === undefined ? [] : [Math.max(0, toMs - fromMs)];
}

/** Text that arrived in one read. */
export interface Arrival {
  readonly atMs: number;
  /** Absent when the target does not say. */
  readonly tokens: number | undefined;
  readonly characters: number;
  readonly deltas: number;
}

/** Deltas so close came in one read: nothing decodes 20,000 tokens/s in one stream. */
const ONE_READ_MS = 0.05;

/** The deltas of an answer put together as they arrived: the gaps within a read are those of our own parser. */
export function arrivalsOf({ deltas }: Sample): readonly Arrival[] {
  const arrivals: Arrival[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const [index, atMs] of deltas.atMs.entries()) {
    const tokens = deltas.tokens[index] ?? undefined;
    const characters = deltas.characters[index] ?? 0;
    const open = atMs - lastMs < ONE_READ_MS ? arrivals.pop() : undefined;
    lastMs = atMs;
    arrivals.push({
      atMs: open?.atMs ?? atMs,
      tokens: open === undefined ? tokens : addKnown(open.tokens, tokens),
      characters: characters + (open?.characters ?? 0),
      deltas: 1 + (open?.deltas ?? 0),
    });
  }
  return arrivals;
}

function addKnown(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

/**
 * Tells whether the arrival of the first token was seen.
 *
 * An answer that came in one piece of several tokens shows when it ended, not when it began.
 */
export function firstTokenSeen(sample: Sample): boolean {
  if (sample.timeline.firstTokenMs === undefined) return false;
  const [first, second] = arrivalsOf(sample);
  return second !== undefined || first?.tokens === 1 || sample.usage.completionTokens === 1;
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
  const arrivals = arrivalsOf(sample);
  const ms = spanMs(arrivals);
  if (ms === undefined) return ONE_PIECE;
  const tokens = tokensAfterFirst(sample, arrivals);
  return tokens === undefined ? UNCOUNTED : possible({ amount: tokens, ms }, FASTEST.stream);
}

/** The characters after the first arrival and the ms in which they came, or the reason why that is not known. */
export function textSpan(sample: Sample): Span | string {
  const arrivals = arrivalsOf(sample);
  const ms = spanMs(arrivals);
  if (ms === undefined) return ONE_PIECE;
  const characters = arrivals.slice(1).reduce((sum, arrival) => sum + arrival.characters, 0);
  return possible({ amount: characters, ms }, FASTEST.text);
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
function tokensAfterFirst({ usage, deltas, finishReason }: Sample, arrivals: readonly Arrival[]): number | undefined {
  const [first] = arrivals;
  const total = usage.completionTokens;
  if (first === undefined || total === undefined) return undefined;
  if (first.tokens !== undefined) return total > first.tokens ? total - first.tokens : undefined;
  const unseen = total - deltas.atMs.length;
  const most = Math.max(finishReason === "stop" ? 1 : 0, total * UNSEEN_SHARE);
  return unseen >= 0 && unseen <= most ? deltas.atMs.length - first.deltas : undefined;
}

/** Ms from the first arrival to the last; absent when there are not two. */
function spanMs(arrivals: readonly Arrival[]): number | undefined {
  const [first] = arrivals;
  const last = arrivals.at(-1);
  return first === undefined || last === undefined || last === first ? undefined : last.atMs - first.atMs;
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
