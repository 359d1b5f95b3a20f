import { AssayError } from "../core/errors.ts";
import type { JournalEntry } from "../core/run.ts";
import type { Warning } from "../core/warning.ts";
import type { FileSystem } from "../system/system-context.ts";
import { toStorageError } from "./storage-error.ts";

export interface ReadJournalOptions {
  /** Reads no further than this. */
  readonly endBytes?: number | undefined;
  /** Skips lines that are no entries, with a warning each. */
  readonly tolerant?: boolean | undefined;
  readonly onWarning?: ((warning: Warning) => void) | undefined;
}

const CHUNK_BYTES = 256 * 1024;
// An answer of 100,000 tokens takes about 3 MB. A file that goes on for longer without an end of line is no journal.
const LINE_LIMIT_BYTES = 64 * 1024 * 1024;
const NEWLINE = 10;

const ENTRY_TYPES: Readonly<Record<JournalEntry["type"], true>> = {
  session: true,
  load: true,
  sample: true,
  memory: true,
  failure: true,
  meaning: true,
  look: true,
  end: true,
};

/**
 * Reads a journal line by line, holding no more than a piece of it in memory. A last line without its end is an entry
 * when it is whole; otherwise it was cut in the middle of its writing, and is left out with a warning.
 *
 * @throws AssayError `storage-failed` naming file and line for a line that is no entry, unless `tolerant`
 */
export async function* readJournal(
  fs: FileSystem,
  path: string,
  options: ReadJournalOptions = {},
): AsyncGenerator<JournalEntry> {
  const warn = (message: string) => options.onWarning?.({ code: "notice", message });
  let number = 0;
  for await (const { text, ended } of readLines(fs, path, options.endBytes)) {
    number++;
    if (text === "" || text === "\r") continue; // an editor may have left it
    const entry = parseEntry(text);
    if (entry !== undefined) yield entry;
    else if (!ended) warn(`The last entry of ${path}, line ${number}, was cut in the middle of its writing: left out.`);
    else if (options.tolerant) warn(`Line ${number} of ${path} is not a journal entry: skipped.`);
    else throw corruptLine(path, number, text);
  }
}

/** The entry that a line holds; undefined when it holds none, or only a part of one. */
export function parseEntry(line: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined; // the caller tells where
  }
}

/** Entries are our own writing, so their type is all that is checked: a check of every field would double the reading time. */
function isEntry(value: unknown): value is JournalEntry {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    Object.hasOwn(ENTRY_TYPES, value.type)
  );
}

interface Line {
  readonly text: string;
  /** False for a last line without its end. */
  readonly ended: boolean;
}

async function* readLines(fs: FileSystem, path: string, endBytes = Number.POSITIVE_INFINITY): AsyncGenerator<Line> {
  if (endBytes === 0) return;
  try {
    await using file = await fs.open(path, "r");
    let parts: Buffer[] = [];
    let partBytes = 0;
    for await (const chunk of file.createReadStream({
      end: endBytes - 1,
      highWaterMark: CHUNK_BYTES,
      autoClose: false,
    })) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        const piece = chunk.subarray(start, end);
        yield { text: (parts.length === 0 ? piece : Buffer.concat([...parts, piece])).toString("utf8"), ended: true };
        parts = [];
        partBytes = 0;
        start = end + 1;
      }
      if (start === chunk.length) continue;
      parts.push(chunk.subarray(start));
      partBytes += chunk.length - start;
      if (partBytes > LINE_LIMIT_BYTES) throw endlessLine(path);
    }
    if (partBytes > 0) yield { text: Buffer.concat(parts).toString("utf8"), ended: false };
  } catch (error) {
    throw toStorageError(error, "read", path);
  }
}

function corruptLine(path: string, number: number, text: string): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `Line ${number} of ${path} must be a journal entry, not ${excerpt(text)}`,
    hint: "Restore the file from a copy, or remove that line: all others count without it.",
  });
}

function endlessLine(path: string): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `${path} has a line of more than ${LINE_LIMIT_BYTES} bytes, so it is no journal of a run.`,
    hint: "Restore the file.",
  });
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
