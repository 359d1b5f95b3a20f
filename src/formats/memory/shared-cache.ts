import type { MemoryFacts } from "../../core/model-format.ts";
import { type LoadShape, type RequiredMemory, requiredMemory } from "./required-memory.ts";

/** Requests that are answered at once when nobody says otherwise: beyond, every client waits longer for little. */
export const USUAL_PARALLEL = 16;
/** Memory that one cache for several requests may take beyond the context that each of them is promised. */
const MORE_BYTES = 128 * 2 ** 20;

/**
 * Tokens of one cache that all requests of a model share: the whole context for whoever needs it, and more, so that
 * several can go on with what they have computed, where that costs little and fits.
 */
export function sharedCacheTokens(facts: MemoryFacts, shape: LoadShape, budgetBytes: number): number {
  const { contextTokens, parallel } = shape;
  const { kvBytesPerToken } = facts;
  if (kvBytesPerToken === undefined || kvBytesPerToken === 0) return contextTokens;
  const roomBytes = budgetBytes - requiredMemory(facts, { contextTokens, parallel: 1 }).totalBytes;
  const moreTokens = Math.floor(Math.max(0, Math.min(MORE_BYTES, roomBytes)) / kvBytesPerToken);
  return Math.min(contextTokens * parallel, contextTokens + moreTokens);
}

/** The memory that a model takes whose requests share one cache, within so much of it. */
export function sharedMemory(facts: MemoryFacts, shape: LoadShape, budgetBytes: number): RequiredMemory {
  return requiredMemory(facts, { contextTokens: sharedCacheTokens(facts, shape, budgetBytes), parallel: 1 });
}
