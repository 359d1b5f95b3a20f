import * as z from "zod";
import { modelNameSchema } from "./chat-request-body.ts";

const MOST_TEXTS = 2048;

const text = z.string().min(1);

/** The body of `POST /v1/embeddings`. */
export const embeddingRequestBodySchema = z.looseObject({
  model: modelNameSchema,
  input: z
    .union([text, z.array(text).min(1).max(MOST_TEXTS)], {
      error: (issue) => (hasNumbers(issue.input) ? "texts, as tokens of another model mean nothing here" : undefined),
    })
    .describe("One text or several."),
  encoding_format: z.enum(["float", "base64"]).nullish(),
  dimensions: z.int().min(1).nullish().describe("Only the model's own number is possible."),
  user: z.string().nullish(),
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
export function hasNumbers(input: unknown): boolean {
  return Array.isArray(input) && input.flat().some((one) => typeof one === "number");
}
