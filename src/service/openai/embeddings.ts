import type { Embeddings } from "../../core/embedding-model.ts";
import { validateEmbeddings } from "../../core/validate-embeddings.ts";
import { answersOf, embeddingListSchema } from "../../wire/openai/server/answer-schemas.ts";
import { embeddingRequestBodySchema, listIgnoredOfEmbedding } from "../../wire/openai/server/embedding-request-body.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";
import { HttpError } from "../app/http-error.ts";
import type { ServiceMetrics } from "../app/metrics.ts";
import { toTtlMs } from "./chat-completions.ts";
import { setWarnings } from "./warnings.ts";

const schema = {
  summary: "Turns texts into vectors",
  tags: ["openai"],
  body: embeddingRequestBodySchema,
  response: answersOf(embeddingListSchema),
};

/** `POST /v1/embeddings` */
export function addEmbeddings(app: App, { host }: AppContext, metrics: ServiceMetrics): void {
  app.post("/v1/embeddings", { schema }, async (request, reply) => {
    const { body } = request;
    const signal = clientSignal(reply);
    using opened = await host.openEmbedding(body.model, { signal, ttlMs: toTtlMs(body.ttl) });
    requireDimensions(body.dimensions, opened.part.dimensions);
    const texts = [body.input].flat();
    const embeddings = await opened.part.embed(texts, { signal });
    validateEmbeddings(texts, embeddings, opened.part.dimensions);
    const { vectors, usage } = embeddings;
    requireDimensions(body.dimensions, vectors[0]?.length);
    metrics.countTokens(opened.model.servedName, usage);
    setWarnings(reply, listIgnoredOfEmbedding(body));
    return {
      object: "list",
      model: opened.model.servedName,
      data: vectors.map((vector, index) => ({
        object: "embedding",
        index,
        embedding: body.encoding_format === "base64" ? toBase64(vector) : Array.from(vector),
      })),
      usage: toUsage(usage),
    };
  });
}

function requireDimensions(asked: number | null | undefined, own: number | undefined): void {
  if (asked == null || own === undefined || asked === own) return;
  throw new HttpError(
    400,
    "unsupported",
    `dimensions must be absent or the model's own ${own}, not ${asked}.`,
    "dimensions",
  );
}

/** Vectors are little-endian on every machine that Node runs on. */
function toBase64({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

function toUsage({ promptTokens }: Embeddings["usage"]) {
  return promptTokens === undefined ? undefined : { prompt_tokens: promptTokens, total_tokens: promptTokens };
}
