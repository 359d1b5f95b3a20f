import * as z from "zod";
import type { FoundryVariant } from "./foundry-variant.ts";
import { type FoundryDevice, parseModelId } from "./model-id.ts";

function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().catch(undefined);
}

/** One record of `GET /foundry/list`, as far as a client needs it: older services lack some fields, newer ones add others. */
const recordSchema = z.object({
  // With its version since 0.6; before, the version stood beside it only.
  name: z.string().min(1),
  version: maybe(z.union([z.string(), z.int()])),
  alias: maybe(z.string()),
  task: maybe(z.string()),
  runtime: maybe(z.object({ deviceType: maybe(z.string()), executionProvider: maybe(z.string()) })),
  fileSizeMb: maybe(z.number().positive()),
  license: maybe(z.string()),
  maxOutputTokens: maybe(z.int().positive()),
  supportsToolCalling: maybe(z.boolean()),
});

/** A bare array, whatever the documentation says. */
const listSchema = z.union([
  z.array(recordSchema),
  z.object({ models: z.array(recordSchema) }).transform(({ models }) => models),
]);

const BYTES_PER_MEBIBYTE = 2 ** 20;

/** Reads the answer of `GET /foundry/list`, in its order; undefined when it is no such list. */
export function parseCatalogueList(body: unknown): readonly FoundryVariant[] | undefined {
  return listSchema.safeParse(body).data?.map(toVariant);
}

function toVariant(record: z.infer<typeof recordSchema>): FoundryVariant {
  const { name, version, alias, runtime, task, fileSizeMb, license, maxOutputTokens, supportsToolCalling } = record;
  const id = parseModelId(name);
  const isVersioned = id.version !== undefined || version === null || version === undefined;
  return {
    id: isVersioned ? name : `${name}:${version}`,
    alias: alias ?? undefined,
    device: toDevice(runtime?.deviceType) ?? id.device,
    executionProvider: runtime?.executionProvider ?? undefined,
    task: task ?? undefined,
    sizeBytes: fileSizeMb ? fileSizeMb * BYTES_PER_MEBIBYTE : undefined,
    licence: license ?? undefined,
    maxOutputTokens: maxOutputTokens ?? undefined,
    toolCalling: supportsToolCalling ?? undefined,
  };
}

function toDevice(text: string | null | undefined): FoundryDevice | undefined {
  const device = text?.toLowerCase();
  return device === "cpu" || device === "gpu" || device === "npu" ? device : undefined;
}
