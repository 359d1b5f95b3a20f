import { editJsonFile, type JsonEdit } from "../../json/edit-json-file.ts";
import type { ModelDefinition } from "./model-schema.ts";
import { parseModelsFile } from "./read-models-file.ts";

const NEW_FILE = '{\n  "schema": 1,\n  "models": {}\n}\n';

/**
 * Writes an entry into a models.json, or removes it; everything else in the file stays as it is written. Makes the file
 * when there is none.
 *
 * @param definition absent: the entry is removed
 * @throws AssayError `invalid-file` when the file is wrong before or would be after, `storage-failed`
 */
export async function editModelsFile(
  path: string,
  alias: string,
  definition: ModelDefinition | undefined,
): Promise<void> {
  await editJsonFile(path, {
    newText: NEW_FILE,
    check: (text) => parseModelsFile(path, text),
    toEdits: (text) => [toEdit(path, text, alias, definition)],
  });
}

function toEdit(path: string, text: string, alias: string, definition: ModelDefinition | undefined): JsonEdit {
  const form = formOf(JSON.parse(text));
  switch (form) {
    case "map":
      return { keys: ["models", alias], value: definition };
    case "bare":
      return { keys: [alias], value: definition };
    case "list": {
      // A list has no place for facts: the aliases that are in it stay, each with an entry of its own.
      const entries = new Map(parseModelsFile(path, text).models).set(alias, definition ?? {});
      if (definition === undefined) entries.delete(alias);
      return { keys: ["models"], value: Object.fromEntries(entries) };
    }
    default:
      return form satisfies never;
  }
}

/** Facts to write into one entry of a models.json. */
export interface FactsEdit {
  readonly alias: string;
  /** Taken where the entry of this file has the variant; else the facts stand on the alias. */
  readonly variant?: string | undefined;
  readonly facts: Partial<ModelDefinition>;
}

/**
 * Writes facts into entries of a models.json, and leaves every other key of them as it is written. Makes the file, and
 * entries, where there are none.
 *
 * @throws AssayError `invalid-file` when the file is wrong before or would be after, `storage-failed`
 */
export async function editModelFacts(path: string, edits: readonly FactsEdit[]): Promise<void> {
  await editJsonFile(path, {
    newText: NEW_FILE,
    check: (text) => parseModelsFile(path, text),
    toEdits: (text) => toFactEdits(path, text, edits),
  });
}

function toFactEdits(path: string, text: string, edits: readonly FactsEdit[]): readonly JsonEdit[] {
  const { models } = parseModelsFile(path, text);
  const form = formOf(JSON.parse(text));
  if (form === "list") {
    const entries = new Map(models);
    for (const { alias, facts } of edits) entries.set(alias, { ...entries.get(alias), ...facts });
    return [{ keys: ["models"], value: Object.fromEntries(entries) }];
  }
  return edits.flatMap(({ alias, variant, facts }) => {
    const isOwn = variant !== undefined && Object.hasOwn(models.get(alias)?.variants ?? {}, variant);
    const entry = [...(form === "map" ? ["models"] : []), alias, ...(isOwn ? ["variants", variant] : [])];
    return Object.entries(facts).map(([key, value]) => ({ keys: [...entry, key], value }));
  });
}

function formOf(value: unknown): "map" | "list" | "bare" {
  if (typeof value !== "object" || value === null || !("models" in value)) return "bare";
  return Array.isArray(value.models) ? "list" : "map";
}
