import type { EmbeddingModel } from "../../../core/embedding-model.ts";
import { AssayError } from "../../../core/errors.ts";
import type { ModelLink } from "./model-link.ts";
import type { EmbeddingsRecord, LoadedParts } from "./protocol.ts";

/** Creates the embedding model that asks a model behind a link; `toVector` reads a vector in the form in which it travels. */
export function createHostedEmbedding<Sent>(
  link: ModelLink,
  { id, dimensions, maxTokens }: NonNullable<LoadedParts["embedding"]>,
  toVector: (sent: Sent) => Float32Array,
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
        const exchange = link.ask(
          { type: "embed", texts },
          {
            onDone: (value) => {
              signal?.removeEventListener("abort", abort);
              const { vectors, usage } = value as EmbeddingsRecord<Sent>;
              resolve({ vectors: vectors.map(toVector), usage });
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
    [Symbol.asyncDispose]: () => link.unload(),
  };
}
