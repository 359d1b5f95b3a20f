import * as fs from "node:fs/promises";
import { dirname } from "node:path";
import { applyEdits, modify } from "jsonc-parser";
import { AssayError } from "../../core/errors.ts";
import { takeFileLock } from "../../system/file-lock.ts";
import { createSystemContext } from "../../system/system-context.ts";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";
import { readTextFile } from "../json/read-text-file.ts";
import type { ModelDefinition } from "./model-schema.ts";
import { parseModelsFile } from "./read-models-file.ts";

const NEW_FILE = '{\n  "schema": 1,\n  "models": {}\n}\n';
const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: "\n" } };

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
  try {
    await fs.mkdir(dirname(path), { recursive: true });
    const context = await createSystemContext();
    await using _ = await takeFileLock(context, `${path}.lock`, () => inUse(path));
    const text = edit(path, (await readTextFile(path)) ?? NEW_FILE, alias, definition);
    parseModelsFile(path, text);
    await writeFileAtomic(fs, path, text);
  } catch (thrown) {
    if (thrown instanceof AssayError) throw thrown;
    throw new AssayError({
      code: "storage-failed",
      message: `Cannot write ${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      cause: thrown,
    });
  }
}

function edit(path: string, text: string, alias: string, definition: ModelDefinition | undefined): string {
  const { models } = parseModelsFile(path, text);
  const value: unknown = JSON.parse(text);
  const form = formOf(value);
  const change = (text: string, keys: string[], value: unknown) => applyEdits(text, modify(text, keys, value, FORMAT));
  switch (form) {
    case "map":
      return change(text, ["models", alias], definition);
    case "bare":
      return change(text, [alias], definition);
    case "list": {
      // A list has no place for facts: the aliases that are in it stay, each with an entry of its own.
      const entries = new Map(models).set(alias, definition ?? {});
      if (definition === undefined) entries.delete(alias);
      return change(text, ["models"], Object.fromEntries(entries));
    }
    default:
      return form satisfies never;
  }
}

function formOf(value: unknown): "map" | "list" | "bare" {
  if (typeof value !== "object" || value === null || !("models" in value)) return "bare";
  return Array.isArray(value.models) ? "list" : "map";
}

function inUse(path: string): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `Cannot write ${path} as no other process may write it at the same time: one does`,
    hint: "Try again.",
  });
}
