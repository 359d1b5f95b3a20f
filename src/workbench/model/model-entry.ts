import { z } from "zod";
import { modelSchema } from "../../catalog/models/model-schema.ts";
import { aliasSchema } from "../../catalog/models/models-file-schema.ts";
import { AssayError } from "../../core/errors.ts";
import { checkJson } from "../../json/check-json.ts";
import { readJsonFile } from "../../json/read-json-file.ts";

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
  /** Checked apart: a wrong card is no reason to refuse the model. */
  card: z.unknown().optional(),
});

export type ModelEntry = z.output<typeof modelEntrySchema>;

/** Reads an exported entry. @throws AssayError `invalid-input` when there is no such file, `invalid-file` with every problem */
export async function readModelEntry(path: string): Promise<ModelEntry> {
  const document = await readJsonFile(path);
  if (document !== undefined) {
    if (isCard(document.value)) throw refuseCard(path);
    return checkJson(document, modelEntrySchema);
  }
  throw new AssayError({
    code: "invalid-input",
    message: `The file ${path} is not there.`,
    hint: "`assay model export <alias>` writes one.",
  });
}

function isCard(value: unknown): boolean {
  return typeof value === "object" && value !== null && "type" in value && value.type === "assay-card";
}

function refuseCard(path: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `${path} is a card alone: it tells what was measured, and holds no model.`,
    hint: "Let it lie as assay-card.json beside the model's file, and add that file or its repository.",
  });
}
