import * as fs from "node:fs/promises";
import { dirname } from "node:path";
import { applyEdits, modify } from "jsonc-parser";
import { AssayError } from "../core/errors.ts";
import { takeFileLock } from "../system/file-lock.ts";
import { createSystemContext } from "../system/system-context.ts";
import { toWriteError } from "../system/write-error.ts";
import { writeFileAtomic } from "../system/write-file-atomic.ts";
import { readTextFile } from "./read-text-file.ts";

export interface JsonEdit {
  readonly keys: readonly string[];
  /** undefined takes the key out. */
  readonly value: unknown;
}

export interface EditJsonOptions {
  /** Content of a file that is not there yet. */
  readonly newText: string;
  /** Throws when a text is no file of this kind; asked before and after the edits. */
  readonly check: (text: string) => void;
  readonly toEdits: (text: string) => readonly JsonEdit[];
}

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: "\n" } };

/**
 * Edits a JSON file that people write too; what no edit names stays as it is written. Makes the file when there is none.
 *
 * @throws AssayError what `check` throws, `storage-failed`
 */
export async function editJsonFile(path: string, { newText, check, toEdits }: EditJsonOptions): Promise<void> {
  try {
    await fs.mkdir(dirname(path), { recursive: true });
    await using _ = await takeFileLock(await createSystemContext(), `${path}.lock`, () => inUse(path));
    const before = (await readTextFile(path)) ?? newText;
    check(before);
    const after = toEdits(before).reduce(
      (text, { keys, value }) => applyEdits(text, modify(text, [...keys], value, FORMAT)),
      before,
    );
    check(after);
    await writeFileAtomic(fs, path, after);
  } catch (thrown) {
    throw toWriteError(path, thrown);
  }
}

function inUse(path: string): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `${path} is being written by another process.`,
    hint: `Try again. If no other process writes it, delete ${path}.lock.`,
  });
}
