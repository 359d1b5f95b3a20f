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

function formOf(value: unknown): "map" | "list" | "bare" {
  if (typeof value !== "object" || value === null || !("models" in value)) return "bare";
  return Array.isArray(value.models) ? "list" : "map";
}
