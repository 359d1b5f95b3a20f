import { AssayError } from "../core/errors.ts";

/** The system's name of a file error, such as `ENOENT`; undefined for anything else. */
export function fileErrorCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown) || thrown instanceof AssayError) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}
