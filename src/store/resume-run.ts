import { join } from "node:path";
import type { ReadRunOptions, RecordedRun, RunWriter } from "../core/run-store.ts";
import type { Warning } from "../core/warning.ts";
import type { FileSystem, SystemContext } from "../system/system-context.ts";
import type { FoundRun } from "./find-run.ts";
import { type JournalWriter, openJournal } from "./journal-writer.ts";
import { readJournal } from "./read-journal.ts";
import { repairJournal } from "./repair-journal.ts";
import { takeRunLock } from "./run-lock.ts";
import { JOURNAL_FILE, LOCK_FILE } from "./run-paths.ts";
import { toStorageError } from "./storage-error.ts";

/** Opens a run to write more of it. See `RunStore.resume()`. */
export async function resumeRun(
  context: SystemContext,
  found: FoundRun,
  options: ReadRunOptions = {},
): Promise<RunWriter> {
  const path = join(found.folder, JOURNAL_FILE);
  let lock: AsyncDisposable | undefined;
  try {
    lock = await takeRunLock(context, join(found.folder, LOCK_FILE));
    const { sizeBytes, warning } = await repairJournal(context.fs, path);
    const record = createRecord(context.fs, found, options, sizeBytes, warning);
    return createRunWriter(record, await openJournal(context, path, sizeBytes), lock);
  } catch (error) {
    await Promise.allSettled([lock?.[Symbol.asyncDispose]()]); // the first error is the one to tell
    throw toStorageError(error, "resume", found.folder);
  }
}

/** The recorded part of a run; `endBytes` ends the journal where a writer goes on. */
export function createRecord(
  fs: FileSystem,
  { run, folder }: FoundRun,
  { tolerant }: ReadRunOptions = {},
  endBytes?: number,
  warning?: Warning,
): RecordedRun {
  const warnings: Warning[] = warning === undefined ? [] : [warning];
  const onWarning = (found: Warning) => {
    // Each loop over the entries finds the same again.
    if (!warnings.some(({ message }) => message === found.message)) warnings.push(found);
  };
  const read = () => readJournal(fs, join(folder, JOURNAL_FILE), { tolerant, endBytes, onWarning });
  return { run, directory: folder, entries: { [Symbol.asyncIterator]: read }, warnings };
}

/** The writer of a run that holds its lock until it is disposed. */
export function createRunWriter(record: RecordedRun, journal: JournalWriter, lock: AsyncDisposable): RunWriter {
  return {
    ...record,
    append: (entry) => journal.append(entry),
    async [Symbol.asyncDispose]() {
      try {
        await journal[Symbol.asyncDispose]();
      } finally {
        await lock[Symbol.asyncDispose]();
      }
    },
  };
}
