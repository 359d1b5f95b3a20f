import type { EmbeddingModel } from "../../core/embedding-model.ts";
import { AssayError } from "../../core/errors.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { createOpenAiEmbedding } from "../openai/embed.ts";
import { MODEL_NAME } from "./server-arguments.ts";
import type { StartedServer } from "./start-server.ts";

/** Creates the embedding model of a running server. */
export function createLlamaServerEmbedding(
  { endpoint, memory }: Pick<StartedServer, "endpoint" | "memory">,
  options: {
    readonly id: string;
    readonly maxTokens: number;
    readonly explain: (error: unknown) => Promise<unknown>;
  },
): EmbeddingModel {
  const { id, maxTokens, explain } = options;
  const inner = createOpenAiEmbedding(endpoint, MODEL_NAME, id);
  return {
    id,
    maxTokens,
    get dimensions() {
      return inner.dimensions;
    },
    async embed(texts, embedOptions) {
      using _watched = memory.begin();
      try {
        return await inner.embed(texts, embedOptions);
      } catch (error) {
        throw isTooLong(error) ? tooLong(error, maxTokens) : await explain(error);
      }
    },
    [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
  };
}

function isTooLong(error: unknown): error is AssayError {
  return error instanceof AssayError && /too large to process|larger than the max context/i.test(error.message);
}

function tooLong(cause: AssayError, maxTokens: number): AssayError {
  return new AssayError({
    code: "context-exceeded",
    message: endSentence(
      `This model's maximum context length is ${maxTokens} tokens. However, a text has more: ${cause.message}`,
    ),
    hint: "Cut the text into shorter pieces.",
    cause,
  });
}
