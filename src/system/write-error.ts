import { AssayError } from "../core/errors.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";

/** The error for a file that could not be written; one of ours stays as it is. */
export function toWriteError(path: string, cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  return new AssayError({
    code: "storage-failed",
    message: `Cannot write ${path}: ${explainSystemError(cause)}.`,
    hint: "Check that the folder exists, is writable and has room.",
    cause,
  });
}
