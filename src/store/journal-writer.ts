import { AssayError } from "../core/errors.ts";
import type { JournalEntry } from "../core/run.ts";
import { OWNER_ONLY } from "../system/owner-only.ts";
import type { SystemContext } from "../system/system-context.ts";
import { toStorageError } from "./storage-error.ts";

/** Appends to a journal. Disposing makes everything durable and throws a failure that no `append` has told. */
export interface JournalWriter extends AsyncDisposable {
  append(entry: JournalEntry): Promise<void>;
}

// A flush costs milliseconds on some disks and may disturb what is measured meanwhile, so it happens once per pause.
const SYNC_PAUSE_MS = 1000;

interface Pending {
  readonly line: string;
  resolve(): void;
  reject(error: AssayError): void;
}

/**
 * Opens a journal to append to it.
 *
 * - The process is killed at any moment: every entry whose `append` resolved is there, as the system holds it. One that
 *   was being written may be there whole, in part (`repairJournal()` cuts that) or not at all.
 * - The power fails: what was written more than about a second before is there; entries of that last second may be lost.
 * - Writing and flushing happen outside of the event loop. Entries that arrive during a write are written together.
 *
 * @param sizeBytes size of the journal, which ends with a whole line
 */
export async function openJournal(context: SystemContext, path: string, sizeBytes: number): Promise<JournalWriter> {
  const file = await context.fs.open(path, "a", OWNER_ONLY.file);
  const closing = new AbortController();
  let writtenBytes = sizeBytes;
  let waiting: Pending[] = [];
  let writing: Promise<void> | undefined;
  let syncing: Promise<void> | undefined;
  let unsynced = false;
  let failure: { readonly error: AssayError; told: boolean } | undefined;
  let closed: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (failure !== undefined) throw failure.error;
        const bytes = Buffer.from(batch.map(({ line }) => line).join(""));
        await file.appendFile(bytes);
        writtenBytes += bytes.length;
        unsynced = true;
        syncing ??= syncWhileUnsynced();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        const told = toStorageError(error, "write", path);
        // Leaves no half line; should that fail too, the next resume cuts it.
        if (failure === undefined) await file.truncate(writtenBytes).catch(() => {});
        failure = { error: told, told: true };
        for (const { reject } of batch) reject(told);
      }
    }
    writing = undefined;
  }

  async function syncWhileUnsynced(): Promise<void> {
    while (unsynced) {
      await context.clock.sleep(SYNC_PAUSE_MS, closing.signal);
      unsynced = false;
      try {
        await file.datasync();
      } catch (error) {
        failure ??= { error: toStorageError(error, "write", path), told: false };
      }
    }
    syncing = undefined;
  }

  async function close(): Promise<void> {
    closing.abort();
    await writing;
    await syncing;
    await file.close();
    if (failure?.told === false) throw failure.error;
  }

  return {
    append(entry) {
      if (closed !== undefined) return Promise.reject(closedError(path));
      const line = `${JSON.stringify(entry)}\n`;
      return new Promise((resolve, reject) => {
        waiting.push({ line, resolve, reject });
        writing ??= writeAll();
      });
    },
    [Symbol.asyncDispose]: () => {
      closed ??= close();
      return closed;
    },
  };
}

function closedError(path: string): AssayError {
  return new AssayError({
    code: "internal",
    message: `The journal ${path} is closed.`,
  });
}
