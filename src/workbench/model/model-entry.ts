import { z } from "zod";
import { modelSchema } from "../../catalog/models/model-schema.ts";
import { aliasSchema } from "../../catalog/models/models-file-schema.ts";
import { AssayError } from "../../core/errors.ts";
import { checkJson } from "../../json/check-json.ts";
import { readJsonFile } from "../../json/read-json-file.ts";

const figureSchema = z.object({ value: z.number(), low: z.number().optional(), high: z.number().optional() });

/** Measured figures of a model, with the machine they were measured on. */
const cardSchema = z.object({
  run: z.string(),
  createdAt: z.string(),
  target: z.string(),
  assayVersion: z.string(),
  machine: z.object({
    platform: z.string(),
    cpuModel: z.string().optional(),
    cpuCount: z.number(),
    memoryBytes: z.number(),
  }),
  device: z.string(),
  samples: z.number(),
  /** By metric id: the median of a distribution with its interval, else the value. */
  figures: z.record(z.string(), figureSchema),
  quality: figureSchema.optional(),
});

/** A model that can be handed on: what models.json says of it, and what its file must hash to. */
const modelEntrySchema = z.object({
  $schema: z.string().optional(),
  schema: z.literal(1),
  type: z.literal("assay-model"),
  alias: aliasSchema,
  model: modelSchema,
  /** The file to load. */
  file: z
    .object({
      name: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
      sizeBytes: z.int().min(1).optional(),
      /** `local`: it is handed on by hand; `hub`: the entry says where it is. */
      from: z.enum(["local", "hub"]),
    })
    .optional(),
  card: cardSchema.optional(),
});

export type ModelEntry = z.output<typeof modelEntrySchema>;
export type ModelCard = z.output<typeof cardSchema>;

/** Reads an exported entry. @throws AssayError `invalid-input` when there is no such file, `invalid-file` with every problem */
export async function readModelEntry(path: string): Promise<ModelEntry> {
  const document = await readJsonFile(path);
  if (document !== undefined) return checkJson(document, modelEntrySchema);
  throw new AssayError({
    code: "invalid-input",
    message: `The file ${path} is not there.`,
    hint: "`assay model export <alias>` writes one.",
  });
}
