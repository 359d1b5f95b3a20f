import type { JsonDocument } from "./parse-json.ts";
import { parseJson } from "./parse-json.ts";
import { readTextFile } from "./read-text-file.ts";

/**
 * Reads a JSON file that a user wrote.
 *
 * @returns absent when there is no such file
 * @throws AssayError `invalid-file`, `storage-failed`
 */
export async function readJsonFile(path: string): Promise<JsonDocument | undefined> {
  const text = await readTextFile(path);
  return text === undefined ? undefined : parseJson(path, text);
}
