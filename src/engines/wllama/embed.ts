import type { EmbeddingModel } from "../../core/embedding-model.ts";
import { AssayError } from "../../core/errors.ts";
import { disposedError } from "../answering/errors.ts";
import { toRunError } from "./errors.ts";
import { embeddingsSchema, type WllamaSession } from "./wllama-session.ts";

export interface WllamaEmbeddingOptions {
  readonly id: string;
  readonly session: WllamaSession;
  readonly dimensions: number;
  readonly maxTokens: number;
  readonly dispose: () => Promise<void>;
}

/** Creates the embedding model of a file that wllama runs; it makes the vectors of length 1. */
export function createWllamaEmbedding(options: WllamaEmbeddingOptions): EmbeddingModel {
  const { id, session, dimensions, maxTokens, dispose } = options;
  let stopped = false;
  return {
    id,
    dimensions,
    maxTokens,
    async embed(texts, { signal } = {}) {
      const vectors: Float32Array[] = [];
      let promptTokens = 0;
      // One by one, so that an abort is heard between two texts.
      for (const [index, text] of texts.entries()) {
        if (stopped) throw disposedError();
        if (signal?.aborted) throw new AssayError({ code: "aborted", message: "The request was cancelled." });
        const { data, usage } = await embedOne(session, text).catch((cause) => {
          throw toTextError(cause, index, maxTokens);
        });
        vectors.push(...data.map(({ embedding }) => Float32Array.from(embedding)));
        promptTokens += usage.prompt_tokens;
      }
      return { vectors, usage: { promptTokens, source: "engine" } };
    },
    async [Symbol.asyncDispose]() {
      stopped = true;
      await dispose();
    },
  };
}

/** An empty text has no tokens, and the library refuses it: a space stands for it. */
async function embedOne(session: WllamaSession, text: string) {
  return embeddingsSchema.parse(await session.createEmbedding({ input: [text === "" ? " " : text] }));
}

function toTextError(cause: unknown, index: number, maxTokens: number): AssayError {
  const words = cause instanceof Error ? cause.message : String(cause);
  if (!/too large to process|larger than the max|context/i.test(words)) return toRunError(cause, maxTokens);
  return new AssayError({
    code: "context-exceeded",
    message: `This model's maximum context length is ${maxTokens} tokens. However, text ${index + 1} has more.`,
    hint: "Cut the text into shorter pieces.",
    cause,
  });
}
