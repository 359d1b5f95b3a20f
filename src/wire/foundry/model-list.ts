import * as z from "zod";
import type { FoundryVariant } from "./foundry-variant.ts";
import { parseModelId } from "./model-id.ts";

function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().catch(undefined);
}

const count = maybe(z.int().positive());

/**
 * An entry of `GET /v1/models`: of a classic service, whose list holds what is cached and says how much fits, and of a
 * v1.x service, whose list holds the whole catalogue and says little.
 */
const entrySchema = z.object({
  id: z.string().min(1),
  created: maybe(z.int()),
  alias: maybe(z.string()),
  cached: maybe(z.boolean()),
  contextLength: count,
  maxInputTokens: count,
  maxOutputTokens: count,
  toolCalling: maybe(z.boolean()),
});

const listSchema = z.object({ data: z.array(entrySchema) });

/** Reads the answer of `GET /v1/models`, in its order; undefined when it is no such list. */
export function parseFoundryModelList(body: unknown): readonly FoundryVariant[] | undefined {
  return listSchema.safeParse(body).data?.data.map(toVariant);
}

/** Reads the answer of `GET /v1/models/{name}`; undefined when it is no such entry. */
export function parseFoundryModel(body: unknown): FoundryVariant | undefined {
  const entry = entrySchema.safeParse(body).data;
  return entry && toVariant(entry);
}

function toVariant(entry: z.infer<typeof entrySchema>): FoundryVariant {
  const { id, created, alias, cached, contextLength, maxInputTokens, maxOutputTokens, toolCalling } = entry;
  const both = maxInputTokens && maxOutputTokens ? maxInputTokens + maxOutputTokens : undefined;
  return {
    id,
    alias: alias ?? undefined,
    device: parseModelId(id).device,
    contextTokens: contextLength ?? both,
    maxOutputTokens: maxOutputTokens ?? undefined,
    toolCalling: toolCalling ?? undefined,
    cached: cached ?? undefined,
    createdAt: created ?? undefined,
  };
}
