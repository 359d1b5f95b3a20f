import type { MemoryFacts } from "../../core/model-format.ts";

/** How a model is loaded. */
export interface LoadShape {
  /** Tokens of each request's context. */
  readonly contextTokens: number;
  /** Requests at the same time. */
  readonly parallel: number;
}

/** Memory by what takes it, in bytes. */
export interface RequiredMemory {
  readonly weightsBytes: number;
  readonly contextBytes: number;
  readonly workBytes: number;
  readonly processBytes: number;
  readonly totalBytes: number;
}

// The constants are measured: docs/decisions/0018-required-memory.md has the figures, perf/required-memory.ts takes them.

/** A process of a model before it holds one: Node and the library, with its share of pages that other processes use too. */
export const PROCESS_BYTES = 70e6;
/** Buffers of one batch and the library's own, whatever the model. */
const WORK_BYTES = 64 * 2 ** 20;
/** Tables of the tokenizer, and the scores of a token. */
const WORK_BYTES_PER_VOCABULARY_TOKEN = 1300;
/** Most open models since 2024 have 100,000 to 260,000 tokens. */
const TYPICAL_VOCABULARY_TOKENS = 128_000;
/** Keys and values beside weights of which only the size is known: those of a few thousand tokens for one request. */
const TYPICAL_CONTEXT_SHARE = 0.2;

/** Share of a machine's memory that models may take together; the rest stays for the system, its file cache and other programs. */
export const USABLE_SHARE = 0.7;

/**
 * Computes the memory that a model takes: weights, keys and values of every request's context, working space, and the
 * process that holds it. Whoever asks whether a model fits asks this.
 *
 * Where nobody knows what a token takes, or how the model will be loaded, the context is estimated from the size of the weights.
 */
export function requiredMemory(facts: MemoryFacts, shape?: LoadShape): RequiredMemory {
  const { weightsBytes, kvBytesPerToken, vocabularyTokens = TYPICAL_VOCABULARY_TOKENS } = facts;
  const contextBytes =
    kvBytesPerToken === undefined || shape === undefined
      ? Math.ceil(weightsBytes * TYPICAL_CONTEXT_SHARE)
      : shape.contextTokens * shape.parallel * kvBytesPerToken;
  const workBytes = WORK_BYTES + vocabularyTokens * WORK_BYTES_PER_VOCABULARY_TOKEN;
  const totalBytes = weightsBytes + contextBytes + workBytes + PROCESS_BYTES;
  return { weightsBytes, contextBytes, workBytes, processBytes: PROCESS_BYTES, totalBytes };
}

/** The largest files of which `requiredMemory()` says, from their size alone, that they fit this much memory. */
export function largestFittingBytes(availableBytes: number): number {
  const beside = requiredMemory({ weightsBytes: 0 }).totalBytes;
  return Math.max(0, Math.floor((availableBytes - beside) / (1 + TYPICAL_CONTEXT_SHARE)));
}
