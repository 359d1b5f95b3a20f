import type { LlamaEmbeddingContext, LlamaModel } from "node-llama-cpp";
import type { EmbeddingModel } from "../../core/embedding-model.ts";
import { AssayError } from "../../core/errors.ts";
import { disposedError } from "./errors.ts";

export interface GgufEmbeddingOptions {
  readonly id: string;
  readonly model: LlamaModel;
  readonly context: LlamaEmbeddingContext;
  /** Most tokens of one text, markers at its ends included. */
  readonly maxTokens: number;
  readonly dispose: () => Promise<void>;
}

/** Creates the embedding model of a loaded file; its vectors have length 1. */
export function createGgufEmbeddingModel(options: GgufEmbeddingOptions): EmbeddingModel {
  const { id, model, context, maxTokens, dispose } = options;
  const dimensions = model.embeddingVectorSize;

  return {
    id,
    dimensions,
    maxTokens,
    async embed(texts, { signal } = {}) {
      if (context.disposed) throw disposedError();
      const counts = texts.map((text) => context.calculateInputLength(text));
      // Before anything is computed: half an answer is of no use.
      for (const [index, count] of counts.entries()) if (count > maxTokens) throw tooLong(index, count, maxTokens);
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        if (signal?.aborted) throw stopped();
        if (context.disposed) throw disposedError();
        vectors.push(normalise((await context.getEmbeddingFor(text)).vector));
      }
      if (signal?.aborted) throw stopped();
      return { vectors, usage: { promptTokens: counts.reduce((sum, count) => sum + count, 0), source: "engine" } };
    },
    [Symbol.asyncDispose]: dispose,
  };
}

/** Divides by the Euclidean length, so that a dot product is a cosine. */
function normalise(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}

function tooLong(index: number, count: number, maxTokens: number): AssayError {
  return new AssayError({
    code: "context-exceeded",
    message: `This model's maximum context length is ${maxTokens} tokens. However, text ${index + 1} has ${count} tokens`,
    hint: "Cut the text into shorter pieces.",
  });
}

function stopped(): AssayError {
  return new AssayError({
    code: "aborted",
    message: "Cannot embed the texts as the caller must wait for them: the request was cancelled",
  });
}
