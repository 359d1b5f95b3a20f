import { access, constants, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { editSettingsFile } from "../../settings/edit-settings-file.ts";
import type { BareWorkspace } from "../workspace.ts";

/** From now on models are downloaded into `folder`, which is made when it is not there; what is elsewhere stays there. @returns its whole path @throws AssayError `storage-failed` */
export async function moveCache(folder: string, { directory, locations }: BareWorkspace): Promise<string> {
  const path = resolve(directory, folder);
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (thrown) {
    throw new AssayError({
      code: "storage-failed",
      message: `The folder ${path} cannot be written (${explainSystemError(thrown)}).`,
      hint: "Name another folder.",
      cause: thrown,
    });
  }
  await editSettingsFile(join(locations.config, "assay.json"), new Map([["modelCache", path]]));
  return path;
}
