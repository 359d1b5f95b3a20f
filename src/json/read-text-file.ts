import { readFile, stat } from "node:fs/promises";
import { AssayError } from "../core/errors.ts";
import { decodeText } from "../lib/decode-text.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";
import { toFileError } from "./file-problem.ts";

/** A models.json or prompt set is a few hundred kB at most; what is larger is a wrong file, and parsing it would only take time. */
const MAX_TEXT_BYTES = 10_000_000;

/**
 * Reads a text file that a user wrote, without its byte order mark; UTF-16, as Windows PowerShell 5 writes it (`>`), too.
 *
 * @returns absent when there is no such file
 * @throws AssayError `invalid-file` when it is no file, is larger than 10 MB or is no text; `storage-failed` when it cannot be read
 */
export async function readTextFile(path: string): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    const { size, ...info } = await statOf(path);
    if (!info.isFile) throw toFileError(path, [{ keyPath: "", message: "this is a folder, not a file" }]);
    if (size > MAX_TEXT_BYTES)
      throw toFileError(path, [{ keyPath: "", message: `the file has ${size} bytes, more than 10 MB` }]);
    bytes = await readFile(path);
  } catch (thrown) {
    if (thrown instanceof AssayError) throw thrown;
    if (isMissing(thrown)) return undefined;
    throw new AssayError({
      code: "storage-failed",
      message: `The file ${path} could not be read (${explainSystemError(thrown)}).`,
      cause: thrown,
    });
  }
  const decoded = decodeText(bytes);
  if (decoded.type === "text") return decoded.text;
  throw toFileError(
    path,
    [{ keyPath: "", message: `the file must be UTF-8; byte ${decoded.atByte} is not` }],
    "Save the file as UTF-8.",
  );
}

async function statOf(path: string): Promise<{ size: number; isFile: boolean }> {
  const info = await stat(path);
  return { size: info.size, isFile: info.isFile() };
}

function isMissing(thrown: unknown): boolean {
  const code = (thrown as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ENOTDIR";
}
