import { toAssayError } from "../../core/errors.ts";
import type { MemoryFacts } from "../../core/model-format.ts";
import { fitContext } from "../../formats/memory/fit-context.ts";
import { requiredMemory } from "../../formats/memory/required-memory.ts";
import { MORE_BYTES, sharedMemory } from "../../formats/memory/shared-cache.ts";

/** Whether weights, context, working space and process fit the memory that is available now. */
export interface MemoryFit {
  readonly availableBytes: number;
  readonly weightsBytes: number;
  /** Keys and values of 1,000 tokens of context of one user; absent where the header does not say. */
  readonly kvBytesPer1000Tokens?: number | undefined;
  /** Whether keys and values are counted higher than they are: some layers look back a limited way only. */
  readonly isUpperBound: boolean;
  /** The longest context that would be taken, unless another is asked for; absent when the model does not fit. */
  readonly contextTokens?: number | undefined;
  /** Memory of the model with that context for one user; absent when it does not fit. */
  readonly requiredBytes?: number | undefined;
  readonly because?: string | undefined;
  /** Memory by context and number of users; none where the header does not state it. */
  readonly needs: readonly ContextNeed[];
  /** Memory for all users together beyond the context of one, at most; absent where each has a whole context of their own. */
  readonly sharedBytes?: number | undefined;
}

export interface ContextNeed {
  readonly contextTokens: number;
  readonly users: readonly { readonly users: number; readonly bytes: number; readonly fits: boolean }[];
}

const USERS = [1, 2, 4, 8, 16] as const;
const CONTEXTS = [2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072] as const;

export interface FitOptions {
  /** Absent: as long as is trained and fits. */
  readonly contextTokens?: number | undefined;
  /** Whether the engine keeps one cache for all requests; default: one for each. */
  readonly sharesCache?: boolean | undefined;
}

/** Describes what a model takes and what of it fits, from its facts alone. */
export function describeFit(facts: MemoryFacts, options: FitOptions, availableBytes: number): MemoryFit {
  const { contextTokens, sharesCache = false } = options;
  const { weightsBytes, kvBytesPerToken, isKvUpperBound = false } = facts;
  const common = {
    availableBytes,
    weightsBytes,
    ...(kvBytesPerToken !== undefined && { kvBytesPer1000Tokens: kvBytesPerToken * 1000 }),
    isUpperBound: isKvUpperBound,
    ...(sharesCache && kvBytesPerToken !== undefined && { sharedBytes: MORE_BYTES }),
    needs: kvBytesPerToken === undefined ? [] : contextsOf(facts).map(needOf),
  };
  function needOf(contextTokens: number): ContextNeed {
    const users = USERS.map((users) => {
      const shape = { contextTokens, parallel: users };
      const need = sharesCache ? sharedMemory(facts, shape, availableBytes) : requiredMemory(facts, shape);
      return { users, bytes: need.totalBytes, fits: need.totalBytes <= availableBytes };
    });
    return { contextTokens, users };
  }
  try {
    const plan = fitContext(facts, { contextTokens, parallel: 1 }, { availableBytes });
    const { totalBytes } = requiredMemory(facts, { contextTokens: plan.contextTokens, parallel: 1 });
    return { ...common, contextTokens: plan.contextTokens, requiredBytes: totalBytes };
  } catch (thrown) {
    const error = toAssayError(thrown);
    if (error.code !== "out-of-memory") throw thrown;
    return { ...common, because: error.message };
  }
}

/** Round numbers up to what the model was trained for, and that. */
function contextsOf({ trainedContextTokens: trained }: MemoryFacts): readonly number[] {
  return trained === undefined ? CONTEXTS : [...CONTEXTS.filter((tokens) => tokens < trained), trained];
}
