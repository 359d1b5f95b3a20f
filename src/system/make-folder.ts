import { constants, type promises } from "node:fs";
import * as nodeFs from "node:fs/promises";
import { dirname } from "node:path";
import { fileErrorCode } from "./file-error-code.ts";
import { toWriteError } from "./write-error.ts";

/** Makes a folder and those above it, unless they are there. @throws AssayError `storage-failed` */
export async function makeFolder(path: string, fs: Pick<typeof promises, "mkdir"> = nodeFs): Promise<void> {
  try {
    await fs.mkdir(path, { recursive: true });
  } catch (cause) {
    throw toWriteError(path, fileErrorCode(cause) === "ENOENT" ? await findReason(path, cause) : cause);
  }
}

/** Node says ENOENT of a folder that cannot be made below one that must not be written. */
async function findReason(path: string, cause: unknown): Promise<unknown> {
  const above = dirname(path);
  if (above === path) return cause;
  try {
    await nodeFs.access(above, constants.W_OK);
    return cause;
  } catch (reason) {
    return fileErrorCode(reason) === "ENOENT" ? findReason(above, cause) : reason;
  }
}
