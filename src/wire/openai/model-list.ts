import * as z from "zod";

/** One model that an endpoint offers. */
export interface ListedModel {
  readonly id: string;
  /** Tokens that prompt and answer may hold together; absent when the endpoint does not say. */
  readonly contextTokens?: number | undefined;
}

const count = z.int().positive().nullish().catch(undefined);

const entrySchema = z.union([
  z.string().transform((id) => ({ id, contextTokens: undefined })),
  z
    .object({
      id: z.string(),
      max_model_len: count, // vLLM
      context_length: count, // OpenRouter
      meta: z.object({ n_ctx: count }).nullish().catch(undefined), // llama-server
    })
    .transform(({ id, max_model_len, context_length, meta }) => ({
      id,
      contextTokens: max_model_len ?? context_length ?? meta?.n_ctx ?? undefined,
    })),
]);

const modelListSchema = z.union([
  z.object({ data: z.array(entrySchema) }).transform((list) => list.data),
  z.array(entrySchema),
]);

/** Reads the answer of `GET /models`; undefined when it is no list of models. */
export function parseModelList(body: unknown): readonly ListedModel[] | undefined {
  return modelListSchema.safeParse(body).data;
}
