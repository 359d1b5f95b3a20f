import * as fs from "node:fs/promises";
import { dirname } from "node:path";
import { applyEdits, modify } from "jsonc-parser";
import { AssayError } from "../../core/errors.ts";
import { takeFileLock } from "../../system/file-lock.ts";
import { createSystemContext } from "../../system/system-context.ts";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";
import { checkJson } from "../json/check-json.ts";
import { parseJson } from "../json/parse-json.ts";
import { readTextFile } from "../json/read-text-file.ts";
import type { SettingName } from "./definitions.ts";
import { settingsFileSchema } from "./settings-file-schema.ts";

const NEW_FILE = '{\n  "schema": 1\n}\n';
const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: "\n" } };

/**
 * Writes settings into an assay.json; everything else in the file stays as it is written. Makes the file when there is
 * none.
 *
 * @param changes by setting; undefined takes a setting out
 * @throws AssayError `invalid-file` when the file is wrong before or would be after, `storage-failed`
 */
export async function editSettingsFile(path: string, changes: ReadonlyMap<SettingName, unknown>): Promise<void> {
  try {
    await fs.mkdir(dirname(path), { recursive: true });
    await using _ = await takeFileLock(await createSystemContext(), `${path}.lock`, () => inUse(path));
    const before = (await readTextFile(path)) ?? NEW_FILE;
    check(path, before);
    const after = changes
      .entries()
      .reduce((text, [name, value]) => applyEdits(text, modify(text, [name], value, FORMAT)), before);
    check(path, after);
    await writeFileAtomic(fs, path, after);
  } catch (thrown) {
    if (thrown instanceof AssayError) throw thrown;
    throw new AssayError({
      code: "storage-failed",
      message: `Cannot write ${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      cause: thrown,
    });
  }
}

function check(path: string, text: string): void {
  checkJson(parseJson(path, text), settingsFileSchema);
}

function inUse(path: string): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `Cannot write ${path} as nobody else may be writing it: another process is`,
    hint: `Try again. If no other process writes it, delete ${path}.lock.`,
  });
}
