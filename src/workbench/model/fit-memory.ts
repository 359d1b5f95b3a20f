import { toAssayError } from "../../core/errors.ts";
import { isKvUpperBound, kvBytes, memoryNeed, planContext } from "../../formats/gguf/memory-need.ts";
import type { GgufFile } from "../../formats/gguf/read-gguf-file.ts";

/** Whether weights, context and working space fit the memory that is available now. */
export interface MemoryFit {
  readonly availableBytes: number;
  readonly weightsBytes: number;
  /** Keys and values of 1,000 tokens of context of one user; absent where the header does not say. */
  readonly kvBytesPer1000Tokens?: number | undefined;
  /** Whether keys and values are counted higher than they are: some layers look back a limited way only. */
  readonly isUpperBound: boolean;
  /** The longest context that would be taken, unless another is asked for; absent when the model does not fit. */
  readonly contextTokens?: number | undefined;
  readonly because?: string | undefined;
  /** What a context takes for so many users at the same time; none where the header does not say. */
  readonly needs: readonly ContextNeed[];
}

export interface ContextNeed {
  readonly contextTokens: number;
  readonly users: readonly { readonly users: number; readonly bytes: number; readonly fits: boolean }[];
}

const USERS = [1, 2, 4, 8, 16] as const;
const CONTEXTS = [2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072] as const;

/** Computes what a model takes and what of it fits, from its header alone. */
export function fitMemory(file: GgufFile, contextTokens: number | undefined, availableBytes: number): MemoryFit {
  const perToken = kvBytes(file.header);
  const common = {
    availableBytes,
    weightsBytes: file.sizeBytes,
    ...(perToken !== undefined && { kvBytesPer1000Tokens: perToken * 1000 }),
    isUpperBound: isKvUpperBound(file.header),
    needs: contextsOf(file).flatMap((tokens) => needOf(file, tokens, availableBytes) ?? []),
  };
  try {
    const plan = planContext(file, { contextTokens, parallel: 1 }, { availableBytes });
    return { ...common, contextTokens: plan.contextTokens };
  } catch (thrown) {
    const error = toAssayError(thrown);
    if (error.code !== "out-of-memory") throw thrown;
    return { ...common, because: error.message };
  }
}

/** Round numbers up to what the model was trained for, and that. */
function contextsOf({ header: { architecture, metadata } }: GgufFile): readonly number[] {
  const trained = metadata.get(`${architecture}.context_length`);
  if (typeof trained !== "number") return CONTEXTS;
  return [...CONTEXTS.filter((tokens) => tokens < trained), trained];
}

function needOf(file: GgufFile, contextTokens: number, availableBytes: number): ContextNeed | undefined {
  const users = USERS.flatMap((users) => {
    const bytes = memoryNeed(file, { contextTokens, parallel: users });
    return bytes === undefined ? [] : [{ users, bytes, fits: bytes <= availableBytes }];
  });
  return users.length === 0 ? undefined : { contextTokens, users };
}
