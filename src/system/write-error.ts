import { AssayError } from "../core/errors.ts";

/** The error for a file that could not be written; one of ours stays as it is. */
export function toWriteError(path: string, cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  return new AssayError({
    code: "storage-failed",
    message: `Cannot write ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "check that the folder exists, is writable and has room",
    cause,
  });
}
