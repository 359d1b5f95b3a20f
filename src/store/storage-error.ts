import { AssayError, toAssayError } from "../core/errors.ts";
import { fileErrorCode } from "../system/file-error-code.ts";

interface Explanation {
  readonly rule: string;
  readonly hint: string;
}

const OTHER_FOLDER = "Check who owns the folder and its rights, or choose another folder for runs.";
const FULL: Explanation = {
  rule: "there must be free space",
  hint: "Free some space, then resume the run: everything recorded before is kept.",
};

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: FULL,
  EROFS: { rule: "the file system must be writable", hint: "Choose a folder for runs on a disk that can be written." },
  EACCES: { rule: "this user must have the right to", hint: OTHER_FOLDER },
  EPERM: { rule: "this user must have the right to", hint: OTHER_FOLDER },
  ENOTDIR: {
    rule: "its path must lead through folders",
    hint: "Choose another folder for runs: a file is in the way.",
  },
  EEXIST: { rule: "its path must be free", hint: "Choose another folder for runs: a file is in the way." },
  EISDIR: { rule: "it must be a file", hint: "Move the folder of that name away." },
  ENOENT: { rule: "it must exist", hint: "A part of the run is gone: restore it, or start a new run." },
  EIO: { rule: "the disk must work", hint: "Check the disk and its connection." },
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
  const { rule, hint } = EXPLANATIONS[code] ?? { rule: "the file system must permit it", hint: undefined };
  const where = "path" in thrown && typeof thrown.path === "string" ? thrown.path : path;
  return new AssayError({
    code: "storage-failed",
    message: `Cannot ${doing} ${where} as ${rule}: current value is ${thrown.message.split(",")[0]}`,
    ...(hint === undefined ? {} : { hint }),
    cause: thrown,
  });
}
