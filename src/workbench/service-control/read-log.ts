import { type FileHandle, open, stat } from "node:fs/promises";
import type { Clock } from "../../lib/clock.ts";
import { fileErrorCode } from "../../system/file-error-code.ts";

export interface FollowLogOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** More than any number of lines that someone reads, and little enough to hold. */
const TAIL_BYTES = 1_000_000;
const CHUNK_BYTES = 64 * 1024;
const LOOK_MS = 200;

/** The last lines of a log; none when there is no log. */
export async function readLogTail(path: string, lines: number): Promise<readonly string[]> {
  await using file = await openLog(path);
  if (file === undefined) return [];
  const { size } = await file.stat();
  const from = Math.max(0, size - TAIL_BYTES);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
  const whole = buffer
    .toString("utf8", 0, bytesRead)
    .split("\n")
    .slice(from === 0 ? 0 : 1, -1);
  return lines === 0 ? [] : whole.slice(-lines);
}

/** Yields the lines that are added to a log from now on, also after it was rotated or made anew, until the signal. */
export async function* followLog(path: string, { clock, signal }: FollowLogOptions): AsyncGenerator<string> {
  let file = await openLog(path);
  let position = (await file?.stat())?.size ?? 0;
  let rest = Buffer.alloc(0);
  let isOld = false;
  const chunk = Buffer.alloc(CHUNK_BYTES);
  try {
    while (!signal.aborted) {
      const bytesRead = file === undefined ? 0 : (await file.read(chunk, 0, CHUNK_BYTES, position)).bytesRead;
      position += bytesRead;
      rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        yield rest.toString("utf8", 0, end);
        rest = rest.subarray(end + 1);
      }
      if (bytesRead > 0) continue;
      if (!isOld) {
        await clock.sleep(LOOK_MS, signal);
        // What was written between the last look and the rotation is read before the new file is.
        isOld = await isReplaced(path, file);
        continue;
      }
      await file?.close();
      file = await openLog(path);
      position = 0;
      rest = Buffer.alloc(0);
      isOld = false;
    }
  } finally {
    await file?.close();
  }
}

/** Whether another file bears the name now. */
async function isReplaced(path: string, file: FileHandle | undefined): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  if (there === undefined) return false;
  return file === undefined || (await file.stat()).ino !== there.ino;
}

async function openLog(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
