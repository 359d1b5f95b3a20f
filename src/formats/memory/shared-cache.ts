import type { MemoryFacts } from "../../core/model-format.ts";
import { type LoadShape, type RequiredMemory, requiredMemory } from "./required-memory.ts";

/** Requests that are answered at once when nobody says otherwise: beyond, every client waits longer for little. */
export const USUAL_PARALLEL = 16;
/** Memory for what several requests have computed, beyond the context that each of them is promised. */
export const MORE_BYTES = 256 * 2 ** 20;

/**
 * Tokens whose keys and values a model may keep, of all its requests together, in its cache and beside it: the whole context
 * for whoever needs it, and more, so that several can go on with what they have computed, where that costs little and fits.
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
