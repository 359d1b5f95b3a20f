import { z } from "zod";
import { ENGINE_NAMES, enginesOfType } from "../../engines/engines.ts";
import { strictObject } from "../../json/strict-object.ts";
import { sourceShape, sourceTypesOf, type WrittenSources } from "../sources/sources.ts";
import { writtenText as text } from "../sources/written-values.ts";
import { measuredSchema } from "./measured-schema.ts";

const count = z.int().min(1);

const priceSchema = strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code of three capitals, such as "USD"'),
  inputPerMillion: z.number().min(0),
  outputPerMillion: z.number().min(0),
  cachedInputPerMillion: z.number().min(0).optional(),
  source: text.optional().describe("Where the price is stated, and when."),
}).meta({ id: "price" });

const factShape = {
  id: text.optional().describe("Exact name under which others know it."),
  version: count.optional().describe("Chosen with alias:version."),
  capabilities: z.array(text).optional().describe('What it can do, such as "chat" or "embedding".'),
  measured: z
    .array(measuredSchema)
    .optional()
    .describe("Evidence for capabilities that were measured rather than claimed; `assay tag` writes it."),
  task: text.optional().describe('What it is for, such as "chat-completion"; absent: from the capabilities.'),
  publisher: text.optional().describe("Who made the model."),
  engine: z
    .enum(ENGINE_NAMES)
    .optional()
    .describe("Follows from the source; llama-server runs GGUF files too, where it is installed."),
  device: z.enum(["cpu", "gpu"]).optional(),
  quantisation: text.optional(),
  sizeBytes: count.optional(),
  size_mb: z.number().gt(0).optional().describe("Size in units of 1,000,000 bytes; the workshop's form of sizeBytes."),
  parameters: count.optional(),
  context: count.optional().describe("Tokens that prompt and answer may hold together."),
  template: text
    .optional()
    .describe(
      'Chat template in place of the file\'s own: "chatml", a file with one, from the folder of this file on, or its text.',
    ),
  templateVariables: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Variables of the chat template, such as {"enable_thinking": false}; a request may name others.'),
  trainedContext: count
    .optional()
    .describe(
      "Tokens that the model was trained for, where context does not say how many to take: as many as fit are.",
    ),
  maxOutputTokens: count.optional().describe("Tokens that an answer may have at most."),
  licence: text.optional().describe("SPDX name, or the name under which the hub lists it."),
  licenceUrl: text.optional().describe("Page of the licence."),
  commercialUse: z.boolean().optional().describe("Whether the licence permits commercial use."),
  price: priceSchema.optional().describe("Price per million tokens."),
};

const SOURCE_NAMES = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(Object.keys(sourceShape));

/** One runnable form of a model. */
const variantSchema = strictObject({ ...sourceShape, ...factShape })
  .refine((variant) => sourceTypesOf(variant).length > 0, `given a source: ${SOURCE_NAMES}`)
  .superRefine(refuseContradictions)
  .meta({ id: "variant" });

/** An alias of models.json. What stands on the alias holds for its variants too, unless they say otherwise. */
export const modelSchema = strictObject({
  description: z.string().optional(),
  ...sourceShape,
  ...factShape,
  defaultVariant: text.optional().describe("Taken when the alias is named alone; the first one when absent."),
  variants: z
    .record(
      z
        .string()
        .regex(/^(?!\d+$)[A-Za-z0-9][A-Za-z0-9._-]*$/, "a variant name: letters, digits, . _ -, and not digits alone"),
      variantSchema,
    )
    .optional(),
})
  .superRefine(refuseContradictions)
  .superRefine((model, context) => {
    const names = Object.keys(model.variants ?? {});
    if (model.variants !== undefined && sourceTypesOf(model).length > 0)
      refuse(context, ["variants"], "absent beside a source on the alias itself: make it one of the variants");
    else if (model.variants !== undefined && names.length === 0) refuse(context, ["variants"], "not empty");
    for (const [index, name] of names.entries())
      if (names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index)
        refuse(context, ["variants", name], "a variant name of its own: it differs from another in case only");
    if (model.defaultVariant !== undefined && !names.includes(model.defaultVariant))
      refuse(context, ["defaultVariant"], `one of its variants (${names.join(", ") || "it has none"})`);
  })
  .meta({ id: "model" });

export type ModelFacts = z.output<typeof variantSchema>;
export type ModelDefinition = z.output<typeof modelSchema>;

function refuseContradictions(
  value: WrittenSources & { engine?: string | undefined; sizeBytes?: number | undefined; size_mb?: number | undefined },
  context: z.RefinementCtx,
): void {
  const [source, second, third] = sourceTypesOf(value);
  // A hub beside a file says where the file can be had.
  const extra = source === "file" && second === "hub" ? third : second;
  if (source !== undefined && extra !== undefined) refuse(context, [extra], `absent, as there is a ${source} already`);
  const engines: readonly string[] = source === undefined ? [] : enginesOfType(source);
  if (source !== undefined && value.engine !== undefined && !engines.includes(value.engine))
    refuse(context, ["engine"], `${engines.map((name) => `"${name}"`).join(" or ")}, the engine of a ${source}`);
  if (value.sizeBytes !== undefined && value.size_mb !== undefined)
    refuse(context, ["size_mb"], "absent, as sizeBytes says the size already");
}

function refuse(context: z.RefinementCtx, path: string[], message: string): void {
  context.addIssue({ code: "custom", path, message });
}
