import { AssayError, toAssayError } from "../core/errors.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";
import { fileErrorCode } from "../system/file-error-code.ts";

const OTHER_FOLDER = "Check who owns the folder and its rights, or choose another folder for runs.";
const FULL =
  "Free some space, then start again, or resume the run if it had begun: everything recorded before is kept.";
const IN_THE_WAY = "Choose another folder for runs: a file is in the way.";

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: FULL,
  EROFS: "Choose a folder for runs on a disk that can be written.",
  EACCES: OTHER_FOLDER,
  EPERM: OTHER_FOLDER,
  ENOTDIR: IN_THE_WAY,
  EEXIST: IN_THE_WAY,
  EISDIR: "Move the folder of that name away.",
  ENOENT: "A part of the run is gone: restore it, or start a new run.",
  EIO: "Check the disk and its connection.",
};

/**
 * Translates what the file system throws into `storage-failed`; an error of ours stays as it is.
 *
 * @param doing the verb of the message, such as `write`
 * @param path what it was done to, where the thrown error does not name it
 */
export function toStorageError(thrown: unknown, doing: string, path: string): AssayError {
  const code = fileErrorCode(thrown);
  if (!(thrown instanceof Error) || code === undefined) return toAssayError(thrown);
  const hint = HINTS[code];
  const where = "path" in thrown && typeof thrown.path === "string" ? thrown.path : path;
  return new AssayError({
    code: "storage-failed",
    message: `Cannot ${doing} ${where} (${explainSystemError(thrown)}).`,
    ...(hint === undefined ? {} : { hint }),
    cause: thrown,
  });
}
