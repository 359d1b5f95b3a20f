import { z } from "zod";
import type { ModelCard } from "../../core/model-card.ts";
import { strictObject } from "../../json/strict-object.ts";
import { aliasSchema } from "../models/models-file-schema.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 of 64 hexadecimal digits");
const count = z.int().min(1).max(1e9);
/** Names of programs and processors: what a terminal or a page would act on is none of them. */
const plainText = z.string().regex(/^[ -~]{1,100}$/, "a text of at most 100 plain characters");
const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "a word of letters, digits, . _ -");

const figureShape = {
  value: z.number().min(0),
  low: z.number().min(0).optional().describe("Lower end of the interval; absent where there was too little for one."),
  high: z.number().min(0).optional(),
  level: z.number().gt(0).lt(1).optional(),
  n: count.describe("Units that it rests on."),
  of: z.enum(["prompts", "requests", "readings"]).describe("The units that n counts."),
};

const figureSchema = strictObject({
  ...figureShape,
  statistic: z.enum(["median", "value"]).describe("The median of all requests, or the one value that there is."),
})
  .refine(hasItsValue, "an interval that holds its value")
  .meta({ id: "figure" });

const qualitySchema = strictObject({
  ...figureShape,
  value: z.number().min(0).max(1),
  high: z.number().min(0).max(1).optional(),
  source: word.describe('Where the quality comes from, such as "facets".'),
})
  .refine(hasItsValue, "an interval that holds its value")
  .meta({ id: "quality" });

/** A card as somebody else may have written it: strict, bounded, and without anything that a terminal or a page would act on. */
export const cardSchema: z.ZodType<ModelCard> = strictObject({
  $schema: z.string().max(200).optional().describe("Address of the JSON Schema, for editors."),
  schema: z.literal(1).describe("Version of the format."),
  type: z.literal("assay-card"),
  createdAt: z.iso.datetime().describe("Start of the run."),
  assayVersion: z.string().regex(/^\d+\.\d+\.\d+[0-9A-Za-z.+-]{0,40}$/, "a version such as 0.1.0"),
  target: z
    .string()
    .max(150)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*(:[A-Za-z0-9][A-Za-z0-9._-]*)?$/, "a model's name, such as notes-mini:q4_0"),
  alias: aliasSchema.max(100),
  quantisation: word.optional(),
  engine: word,
  device: z.enum(["cpu", "gpu", "browser"]),
  file: strictObject({ sha256: digest, sizeBytes: count.max(1e13).optional() }).describe(
    "The model's file, by content.",
  ),
  machine: strictObject({
    platform: word,
    architecture: word,
    cpuModel: plainText.optional(),
    cpuCount: z.int().min(1).max(100_000),
    memoryBytes: z.int().min(1).max(1e15),
  }),
  run: digest.describe("Digest of the run: its plan, prompts and files."),
  prompts: strictObject({
    name: word.optional().describe("Only of a set that comes with Assay."),
    count,
    digest: digest.describe("SHA-256 of the prompts."),
  }),
  rounds: count,
  samples: z.int().min(0).max(1e9).describe("Timed requests."),
  failed: z.int().min(0).max(1e9).describe("Of these, the ones that failed."),
  isDisturbed: z.boolean().describe("Whether something disturbed the timing."),
  figures: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,49}$/, "the id of a metric"), figureSchema)
    .refine((figures) => Object.keys(figures).length <= 100, "at most 100 figures")
    .describe("By metric id, in the metric's base unit: ms, tokens/s, bytes."),
  quality: qualitySchema.optional(),
})
  .refine(({ samples, failed }) => failed <= samples, "a number of failed requests that is not above all of them")
  .meta({ id: "card" });

/** The file that holds a model's card, beside the model in a folder or a repository: one card, or one for each of its files. */
export const cardFileSchema = z.union([cardSchema, z.array(cardSchema).min(1).max(50)]);

function hasItsValue(figure: {
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}): boolean {
  const { value, low = value, high = value } = figure;
  return low <= value && value <= high && (figure.low === undefined) === (figure.high === undefined);
}
