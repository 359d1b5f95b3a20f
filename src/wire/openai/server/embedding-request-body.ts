import * as z from "zod";
import { modelNameSchema } from "./chat-request-body.ts";

const MOST_TEXTS = 2048;

const text = z.string().min(1);

/** The tokens that clients send are those of OpenAI's models: of them a model here would make a vector without meaning. */
const TEXTS_ONLY =
  "texts, as tokens of another model mean nothing here (LangChain's OpenAIEmbeddings sends texts with check_embedding_ctx_length=False)";

/** The body of `POST /v1/embeddings`. */
export const embeddingRequestBodySchema = z.looseObject({
  model: modelNameSchema,
  input: z
    .union([text, z.array(text).min(1).max(MOST_TEXTS)], {
      error: (issue) => (hasNumbers(issue.input) ? TEXTS_ONLY : undefined),
    })
    .describe("One text or several."),
  encoding_format: z.enum(["float", "base64"]).nullish(),
  dimensions: z.int().min(1).nullish().describe("Only the model's own number is possible."),
  user: z.unknown().optional(),
  ttl: z.int().min(0).nullish(),
  ep: z.string().nullish(),
});

export type EmbeddingRequestBody = z.output<typeof embeddingRequestBodySchema>;

/** Fields that the schema does not know, in words for the `Assay-Warning` header. */
export function listIgnoredOfEmbedding(body: EmbeddingRequestBody): readonly string[] {
  return Object.entries(body)
    .filter(([name, value]) => !Object.hasOwn(embeddingRequestBodySchema.shape, name) && value != null)
    .map(([name]) => `${name}: not known here, ignored`);
}

/** Tokens instead of texts: a list of numbers, or a list of such lists. */
function hasNumbers(input: unknown): boolean {
  return Array.isArray(input) && input.flat().some((one) => typeof one === "number");
}
