import { AssayError } from "../../core/errors.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { fileErrorCode } from "../../system/file-error-code.ts";

/** Words a file error of a download or of the cache; what is none stays as it is. */
export function toStorageFailure(thrown: unknown, what: string): unknown {
  const code = fileErrorCode(thrown);
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return thrown;
  const isFull = code === "ENOSPC" || code === "EDQUOT";
  return new AssayError({
    code: "storage-failed",
    message: `Cannot ${what} (${explainSystemError(thrown)}).`,
    hint: isFull
      ? "Make room, then run the same command again; it resumes. `assay cache list` shows what is there."
      : "Check that the folder exists and is writable, or move the cache with HF_HOME or `assay cache cd <folder>`.",
    cause: thrown,
  });
}
