import type { CacheShape } from "../llama/llama-context.ts";

/** What a cache is planned for. */
export interface CacheCapacity {
  /** Tokens for which memory was planned: cells, and states that are kept beside them. */
  readonly tokens: number;
  /** Context that every request is promised. */
  readonly contextTokens: number;
  /** Requests at the same time. */
  readonly parallel: number;
}

/** Sequences that a new shape is wanted for. */
export interface ShapeWish {
  /** Tokens that each one needs now and soon. */
  readonly needs: readonly number[];
  /** Requests that wait for more. */
  readonly waiting: number;
  /** Tokens that are copied from the old shape to the new one. */
  readonly carried: number;
}

/** llama.cpp looks at the cells in blocks of this size. */
const blockTokens = 256;
/** Prompts are seldom shorter. */
const shortestLane = 512;
/** Enough to find out how many threads suit several streams. */
const firstLanes = 8;
/** Sequences that are kept when their request is over, beside those that run. */
const idleSequences = 16;
/** `LLAMA_MAX_SEQ` of the library. */
const mostSequences = 256;

/** Whether lanes can grow as far as was promised, though what they hold is in memory twice for a moment. */
export function canGrow(capacity: CacheCapacity): boolean {
  const longest = laneLength(capacity.contextTokens, capacity);
  const before = laneLength(Math.ceil(longest / 2), capacity);
  return longest + Math.min(before, longest) <= capacity.tokens;
}

/** The shape to begin with, where it can grow. */
export function firstShape(capacity: CacheCapacity): CacheShape {
  const length = laneLength(1, capacity);
  const most = Math.floor(capacity.tokens / length);
  return toLanes(Math.max(1, Math.min(capacity.parallel, firstLanes, most)), length);
}

/** The shape for ever, where it cannot grow: half of what is planned beyond the context is for states beside it. */
export function fixedShape(
  { tokens, contextTokens, parallel }: CacheCapacity,
  { isRecurrent }: { readonly isRecurrent: boolean },
): CacheShape {
  // A model that keeps a state keeps one for each sequence, in full.
  const sequences = isRecurrent ? parallel : Math.min(mostSequences, parallel + idleSequences);
  return toShared(contextTokens + Math.floor((tokens - contextTokens) / 2), sequences);
}

/** Lanes for all of them, and for as many of those who wait as there is memory for; else cells that all share. */
export function chooseShape(capacity: CacheCapacity, { needs, waiting, carried }: ShapeWish): CacheShape | undefined {
  const { tokens, parallel } = capacity;
  const length = laneLength(Math.max(...needs), capacity);
  const fitting = Math.floor((tokens - carried) / length);
  const wanted = Math.min(parallel, 2 ** Math.ceil(Math.log2(needs.length + waiting)));
  if (fitting >= needs.length) return toLanes(Math.min(wanted, fitting), length);
  const shared = Math.floor((tokens - carried) / blockTokens) * blockTokens;
  if (needs.reduce((sum, need) => sum + need, 0) > shared) return undefined;
  return toShared(shared, Math.min(mostSequences, parallel + idleSequences));
}

/** Cells of each lane. */
export function laneTokens({ cacheTokens, sequences }: CacheShape): number {
  return Math.floor(cacheTokens / sequences);
}

function laneLength(need: number, { contextTokens }: CacheCapacity): number {
  const longest = toBlocks(contextTokens);
  let length = shortestLane;
  while (length < need) length *= 2;
  return Math.min(length, longest);
}

function toLanes(sequences: number, length: number): CacheShape {
  return { cacheTokens: sequences * length, sequences, lanes: true };
}

function toShared(tokens: number, sequences: number): CacheShape {
  return { cacheTokens: Math.max(shortestLane, toBlocks(tokens)), sequences, lanes: false };
}

function toBlocks(tokens: number): number {
  return Math.ceil(tokens / blockTokens) * blockTokens;
}
