import type { EmbeddingModel, Embeddings } from "../../core/embedding-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { Endpoint } from "../../http/endpoint.ts";
import { toProtocolError } from "../../http/errors.ts";
import { requestJson } from "../../http/request-json.ts";
import { anySignal } from "../../lib/any-signal.ts";
import { parseEmbeddingList } from "../../wire/openai/embedding-list.ts";

/** The smallest default of a server that we know of: Hugging Face's text-embeddings-inference. */
const MAX_TEXTS_PER_REQUEST = 32;

/** Creates the embedding model behind an endpoint. */
export function createOpenAiEmbedding(endpoint: Endpoint, model: string, id: string): EmbeddingModel {
  const disposal = new AbortController();
  let dimensions: number | undefined;

  async function embed(texts: readonly string[], signal: AbortSignal): Promise<Embeddings> {
    const vectors: Float32Array[] = [];
    let promptTokens: number | undefined = 0;
    for (let from = 0; from < texts.length; from += MAX_TEXTS_PER_REQUEST) {
      const input = texts.slice(from, from + MAX_TEXTS_PER_REQUEST);
      const body = await requestJson(endpoint, "embeddings", { body: { model, input }, signal });
      const list = parseEmbeddingList(body, input.length);
      const length = list?.vectors[0]?.length;
      if (list === undefined || (dimensions !== undefined && length !== dimensions))
        throw toProtocolError(
          endpoint,
          `${input.length} vectors of ${dimensions ?? "one"} length`,
          (JSON.stringify(body) ?? "nothing").slice(0, 200),
        );
      dimensions = length;
      vectors.push(...list.vectors);
      const { promptTokens: more } = list.usage;
      promptTokens = promptTokens === undefined || more === undefined ? undefined : promptTokens + more;
    }
    return {
      vectors,
      usage: texts.length === 0 || promptTokens === undefined ? {} : { promptTokens, source: "server" },
    };
  }

  return {
    id,
    get dimensions() {
      return dimensions;
    },
    async embed(texts, { signal } = {}) {
      const ending = anySignal(disposal.signal, signal);
      if (ending.aborted)
        throw new AssayError({
          code: "aborted",
          message: disposal.signal.aborted ? `The model ${id} has been unloaded.` : "The request was stopped.",
        });
      try {
        return await embed(texts, ending);
      } catch (error) {
        throw endpoint.redactError(error);
      }
    },
    [Symbol.asyncDispose]: async () => disposal.abort(),
  };
}
