import { checkJson } from "../json/check-json.ts";
import { editJsonFile } from "../json/edit-json-file.ts";
import { parseJson } from "../json/parse-json.ts";
import type { SettingName } from "./definitions.ts";
import { settingsFileSchema } from "./settings-file-schema.ts";

const NEW_FILE = '{\n  "schema": 1\n}\n';

/**
 * Writes settings into an assay.json; everything else in the file stays as it is written. Makes the file when there is
 * none.
 *
 * @param changes by setting; undefined takes a setting out
 * @throws AssayError `invalid-file` when the file is wrong before or would be after, `storage-failed`
 */
export async function editSettingsFile(path: string, changes: ReadonlyMap<SettingName, unknown>): Promise<void> {
  await editJsonFile(path, {
    newText: NEW_FILE,
    check: (text) => checkJson(parseJson(path, text), settingsFileSchema),
    toEdits: () => [...changes].map(([name, value]) => ({ keys: [name], value })),
  });
}
