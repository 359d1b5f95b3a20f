import type { Warning } from "../core/warning.ts";
import type { FileSystem } from "../system/system-context.ts";
import { parseEntry } from "./read-journal.ts";

export interface RepairedJournal {
  /** Size of the journal, which now ends with a whole line or is empty. */
  readonly sizeBytes: number;
  /** Present when something was cut away. */
  readonly warning?: Warning | undefined;
}

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 10;

/**
 * Makes a journal ready for more lines after its writer was killed: a last line that lacks only its end gets it,
 * half a line is cut away, so that the next line is never merged with it. Reads the end of the file only.
 */
export async function repairJournal(fs: FileSystem, path: string): Promise<RepairedJournal> {
  await using file = await fs.open(path, "r+");
  const { size } = await file.stat();
  const tail = await readTail(file, size);
  if (tail.length === 0) return { sizeBytes: size };
  if (parseEntry(tail.toString("utf8")) !== undefined) {
    await file.write("\n", size);
    return { sizeBytes: size + 1 };
  }
  const sizeBytes = size - tail.length;
  await file.truncate(sizeBytes);
  await file.datasync();
  const message = `The last entry of ${path} was cut in the middle of its writing: its ${tail.length} bytes are removed.`;
  return { sizeBytes, warning: { code: "notice", message } };
}

/** Finds the text after the last end of line. */
async function readTail(file: Awaited<ReturnType<FileSystem["open"]>>, size: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let position = size;
  while (position > 0) {
    const length = Math.min(CHUNK_BYTES, position);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position - length);
    const chunk = buffer.subarray(0, bytesRead);
    const newline = chunk.lastIndexOf(NEWLINE);
    parts.unshift(chunk.subarray(newline + 1));
    if (newline !== -1) break;
    position -= length;
  }
  return Buffer.concat(parts);
}
