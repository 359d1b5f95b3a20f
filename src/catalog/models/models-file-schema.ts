import { z } from "zod";
import { fileHeader, strictObject } from "../../json/strict-object.ts";
import { promptListSchema } from "../prompts/prompt-schema.ts";
import { modelSchema } from "./model-schema.ts";

export const aliasSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, "an alias: letters, digits, . _ - and /, starting with a letter or digit");

const modelMapSchema = z.record(aliasSchema, modelSchema);
const aliasListSchema = z.array(aliasSchema).superRefine((aliases, context) => {
  for (const [index, alias] of aliases.entries())
    if (aliases.indexOf(alias) < index)
      context.addIssue({ code: "custom", path: [index], message: "an alias that is not in the list already" });
});

/** `{ "models": ..., "prompts": ... }`: models by alias, or a plain list of aliases. */
export const modelsFileSchema = strictObject({
  ...fileHeader,
  models: z.union([modelMapSchema, aliasListSchema]),
  prompts: promptListSchema.optional().describe("Prompts to ask these models."),
});

/** The workshop's form: aliases at the top, prompts may stand among them. */
export const bareModelsFileSchema = z
  .object({ ...fileHeader, prompts: promptListSchema.optional() })
  .catchall(modelSchema)
  .superRefine((file, context) => {
    for (const alias of Object.keys(file)) {
      const problem = aliasSchema.safeParse(alias).error;
      if (problem !== undefined && !(alias in fileHeader))
        context.addIssue({
          code: "invalid_key",
          origin: "record",
          issues: problem.issues,
          input: file,
          path: [alias],
        });
    }
  });
