import { z } from "zod";
import { cardFileSchema } from "../../catalog/card/card-schema.ts";
import { bareModelsFileSchema, modelsFileSchema } from "../../catalog/models/models-file-schema.ts";
import { promptFileSchema } from "../../catalog/prompts/prompt-schema.ts";
import { rubricFileSchema } from "../../quality/rubric/file/rubric-schema.ts";
import { pricesFileSchema } from "../../rates/file/prices-schema.ts";
import { settingsFileSchema } from "../../settings/settings-file-schema.ts";

/** Makes the JSON Schemas that editors use for models.json, prompt sets, assay.json, rubric.json and assay-card.json, by file name without ending. */
export function createFileSchemas(): Readonly<
  Record<"models" | "prompts" | "assay" | "rubric" | "prices" | "card", object>
> {
  return {
    models: toJsonSchema("Assay models", z.union([modelsFileSchema, bareModelsFileSchema])),
    prompts: toJsonSchema("Assay prompt set", promptFileSchema),
    assay: toJsonSchema("Assay settings", settingsFileSchema),
    card: toJsonSchema("Assay model card", cardFileSchema),
    prices: toJsonSchema("Assay prices", pricesFileSchema),
    rubric: toJsonSchema("Assay rubric", rubricFileSchema),
  };
}

function toJsonSchema(title: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return { $schema, title, ...rest };
}
