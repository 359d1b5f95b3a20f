import { readFile, stat } from "node:fs/promises";
import { AssayError } from "../core/errors.ts";
import { decodeText } from "../lib/decode-text.ts";
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
    if (!info.isFile) throw toFileError(path, [{ keyPath: "", message: "it must be a file: it is a folder" }]);
    if (size > MAX_TEXT_BYTES)
      throw toFileError(path, [{ keyPath: "", message: `it must be at most 10 MB: current size is ${size} bytes` }]);
    bytes = await readFile(path);
  } catch (thrown) {
    if (thrown instanceof AssayError) throw thrown;
    if (isMissing(thrown)) return undefined;
    throw new AssayError({
      code: "storage-failed",
      message: `Cannot read ${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      cause: thrown,
    });
  }
  const decoded = decodeText(bytes);
  if (decoded.type === "text") return decoded.text;
  throw toFileError(
    path,
    [{ keyPath: "", message: `it must be UTF-8: it is not at byte ${decoded.atByte}` }],
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
