import { AssayError } from "../../core/errors.ts";
import { fileErrorCode } from "../../system/file-error-code.ts";

/** Words a file error of a download or of the cache; what is none stays as it is. */
export function toStorageFailure(thrown: unknown, what: string): unknown {
  const code = fileErrorCode(thrown);
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return thrown;
  const isFull = code === "ENOSPC" || code === "EDQUOT";
  return new AssayError({
    code: "storage-failed",
    message: `Cannot ${what}${isFull ? " as the disk must have room: it is full" : `: ${code}`}`,
    hint: isFull
      ? "Make room, then run the same command again; it resumes. assay cache list shows what is there."
      : "Is the folder there and writable? HF_HOME moves the cache elsewhere, as does: assay cache cd <folder>.",
    cause: thrown,
  });
}
