import koffi from "koffi";
import type { Token } from "../../generation/vocabulary.ts";
import { createBatch } from "./llama-context.ts";
import type { LlamaModel } from "./llama-model.ts";
import { LlamaLoadFailure } from "./load-failure.ts";
import { createThreadPool } from "./thread-pool.ts";

/** Computes the vectors of several texts at once. */
export interface EmbeddingContext {
  /** Texts of one batch. */
  readonly sequences: number;
  /** Tokens of one batch. */
  readonly batchTokens: number;
  begin(): void;
  add(token: Token, position: number, sequence: number, wantsOutput: boolean): number;
  decode(threads: number): Promise<void>;
  /** The vector of a text of the last batch, as the model gives it; undefined when it gives none. */
  vector(sequence: number): Float32Array | undefined;
  clear(): void;
  free(): void;
}

export interface EmbeddingContextOptions {
  /** Most tokens of one text, which must be in one batch. */
  readonly maxTokens: number;
  readonly mostThreads: number;
}

/** Texts of a batch: attention looks at all pairs of its tokens, so more of them cost more than they save. */
const textsPerBatch = 16;
const fewestBatchTokens = 512;

/** Creates a context for embedding. @throws LlamaLoadFailure when the library refuses */
export function createEmbeddingContext(model: LlamaModel, options: EmbeddingContextOptions): EmbeddingContext {
  const { native, log } = model.llama;
  const { mostThreads } = options;
  const batchTokens = Math.max(options.maxTokens, fewestBatchTokens);
  const params = {
    ...native.contextDefaults(),
    n_ctx: batchTokens,
    n_batch: batchTokens,
    n_ubatch: batchTokens,
    n_seq_max: textsPerBatch,
    n_threads: mostThreads,
    n_threads_batch: mostThreads,
    embeddings: true,
    no_perf: true,
    kv_unified: true,
  };
  const [context, lines] = log.record(() => native.createContext(model.pointer, params));
  if (context === null) throw new LlamaLoadFailure("Failed to create context", lines);
  const memory = native.memoryOf(context);
  const pool = createThreadPool(model.llama, mostThreads);
  if (pool !== undefined) native.attachThreadPool(context, pool.pointer, pool.pointer);
  const batch = createBatch(native.createBatch(batchTokens, 0, 1), batchTokens);
  // A model that reads a text as a whole keeps nothing of it.
  const compute = memory === null ? native.encode : native.decode;
  const clear = () => {
    if (memory !== null) native.clearMemory(memory, false);
  };
  let freed = false;

  return {
    sequences: textsPerBatch,
    batchTokens,
    begin: batch.begin,
    // The vector of a text is made of all its tokens: each must be put out.
    add: (token, position, sequence) => batch.add(token, position, sequence, true),
    async decode(threads) {
      native.setThreads(context, threads, threads);
      clear();
      const code = await compute(context, batch.native);
      if (code !== 0) throw new Error(`llama.cpp failed to compute a batch (code ${code})`);
    },
    vector(sequence) {
      const numbers = native.embedding(context, sequence);
      if (numbers === null) return undefined;
      return new Float32Array(koffi.view(numbers, model.embeddingSize * 4)).slice();
    },
    clear,
    free() {
      if (freed) return;
      freed = true;
      native.freeContext(context);
      native.freeBatch(batch.native);
      pool?.free();
    },
  };
}
