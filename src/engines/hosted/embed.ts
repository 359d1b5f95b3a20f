import type { EmbeddingModel } from "../../core/embedding-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { ModelProcess } from "./model-process.ts";
import type { EmbeddingsRecord, LoadedRecord } from "./protocol.ts";

/** Creates the embedding model that asks the child. */
export function createHostedEmbedding(
  process: ModelProcess,
  { id, dimensions, maxTokens }: NonNullable<LoadedRecord["embedding"]>,
): EmbeddingModel {
  return {
    id,
    dimensions,
    maxTokens,
    embed: (texts, { signal } = {}) =>
      new Promise((resolve, reject) => {
        const abort = () => {
          exchange.cancel();
          reject(new AssayError({ code: "aborted", message: "Embedding the texts was stopped." }));
        };
        const exchange = process.ask(
          { type: "embed", texts },
          {
            onDone: (value) => {
              signal?.removeEventListener("abort", abort);
              const { vectors, usage } = value as EmbeddingsRecord;
              resolve({ vectors: vectors.map(fromBase64), usage });
            },
            onFailed: (error) => {
              signal?.removeEventListener("abort", abort);
              reject(error);
            },
          },
        );
        if (signal?.aborted) abort();
        signal?.addEventListener("abort", abort, { once: true });
      }),
    [Symbol.asyncDispose]: () => process.unload(),
  };
}

function fromBase64(text: string): Float32Array {
  // Copied, since a buffer's own place in memory need not suit numbers of four bytes.
  return new Float32Array(new Uint8Array(Buffer.from(text, "base64")).buffer);
}
