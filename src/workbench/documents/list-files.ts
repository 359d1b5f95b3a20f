import { readdir } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { READABLE } from "../../documents/read/read-document.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { statFile } from "../../system/stat-file.ts";

/** Files to read, by the names that they get in a set. */
export interface ListedFiles {
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** Names of files that cannot be read as documents. */
  readonly skipped: readonly string[];
  /** Beginnings of names of which everything was listed: what a set has there and the disk has not is gone. */
  readonly whole: readonly string[];
}

/** Folders that hold no documents of anybody. */
const PASSED_OVER = new Set(["node_modules", "document-sets"]);

/**
 * Lists the documents of files and folders, these with all below them. Names are paths from the project's folder, with `/`.
 *
 * Hidden files and folders are passed over, and links are not followed.
 * @throws AssayError `invalid-input` for a path where nothing is, or a file that cannot be read as a document
 */
export async function listFiles(paths: readonly string[], directory: string): Promise<ListedFiles> {
  const files = new Map<string, string>();
  const skipped: string[] = [];
  const whole: string[] = [];
  for (const written of paths) {
    const path = resolve(directory, written);
    const name = toName(directory, path);
    if (statFile(path)?.isFile() === true) {
      if (!isReadable(path)) throw notReadable(written);
      files.set(name, path);
      continue;
    }
    for (const below of await listFolder(written, path))
      if (isReadable(below)) files.set(toName(directory, below), below);
      else skipped.push(toName(directory, below));
    whole.push(name === "" ? "" : `${name}/`);
  }
  return { files: [...files].map(([name, path]) => ({ name, path })), skipped, whole };
}

async function listFolder(written: string, path: string): Promise<readonly string[]> {
  try {
    const found: string[] = [];
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      const below = join(path, entry.name);
      if (entry.isFile()) found.push(below);
      else if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) found.push(...(await listFolder(below, below)));
    }
    return found.sort();
  } catch (cause) {
    throw new AssayError({
      code: "invalid-input",
      message: `${written} is no file or folder that can be read (${explainSystemError(cause)}).`,
      cause,
    });
  }
}

function toName(directory: string, path: string): string {
  return relative(directory, path).split(sep).join("/");
}

function isReadable(path: string): boolean {
  return READABLE.some((end) => path.toLowerCase().endsWith(end));
}

function notReadable(written: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `${written} cannot be read as a document.`,
    hint: `Files that can be read end in ${READABLE.join(", ")}.`,
  });
}
