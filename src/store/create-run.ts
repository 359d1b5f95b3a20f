import { join } from "node:path";
import { AssayError } from "../core/errors.ts";
import type { Run } from "../core/run.ts";
import type { RunWriter } from "../core/run-store.ts";
import { fileErrorCode } from "../system/file-error-code.ts";
import { makeFolder } from "../system/make-folder.ts";
import { OWNER_ONLY } from "../system/owner-only.ts";
import type { FileSystem, SystemContext } from "../system/system-context.ts";
import { writeFileAtomic } from "../system/write-file-atomic.ts";
import { openJournal } from "./journal-writer.ts";
import { createRunWriter } from "./resume-run.ts";
import { isRunId } from "./run-id.ts";
import { takeRunLock } from "./run-lock.ts";
import { JOURNAL_FILE, LOCK_FILE, RUN_FILE } from "./run-paths.ts";
import { toStorageError } from "./storage-error.ts";

/** Makes the folder of a new run; leaves nothing behind when it cannot. See `RunStore.create()`. */
export async function createRun(context: SystemContext, directory: string, run: Run): Promise<RunWriter> {
  if (!isRunId(run.id)) throw invalidId(run.id);
  try {
    await makeFolder(directory, context.fs);
    const id = await makeRunFolder(context.fs, directory, run.id);
    return await fillFolder(context, join(directory, id), { ...run, id });
  } catch (error) {
    throw toStorageError(error, "create a run in", directory);
  }
}

// As many runs of one name in one second; past this something else is wrong.
const SAME_NAME_LIMIT = 100;

/** Makes the folder of a run, under a numbered name when that of another run is taken. */
async function makeRunFolder(fs: FileSystem, directory: string, id: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? id : `${id}-${number}`;
    try {
      await fs.mkdir(join(directory, name), OWNER_ONLY.folder);
      return name;
    } catch (error) {
      if (fileErrorCode(error) !== "EEXIST" || number === SAME_NAME_LIMIT) throw error;
    }
  }
}

/** Writes `run.json` last: a folder that has one is a whole run. */
async function fillFolder(context: SystemContext, folder: string, run: Run): Promise<RunWriter> {
  const opened: AsyncDisposable[] = [];
  try {
    const lock = await takeRunLock(context, join(folder, LOCK_FILE));
    opened.push(lock);
    const journal = await openJournal(context, join(folder, JOURNAL_FILE), 0);
    opened.push(journal);
    await writeFileAtomic(context.fs, join(folder, RUN_FILE), `${JSON.stringify(run, null, 2)}\n`, OWNER_ONLY.file);
    return createRunWriter({ run, directory: folder, entries: noEntries(), warnings: [] }, journal, lock);
  } catch (error) {
    // The first error is the one to tell.
    await Promise.allSettled(opened.map((part) => part[Symbol.asyncDispose]()));
    await context.fs.rm(folder, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

async function* noEntries(): AsyncGenerator<never> {}

function invalidId(id: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The id of a run must be a name that every system takes for a folder, not ${JSON.stringify(id)}`,
    hint: "Use letters, digits, dots and dashes, at most 100.",
  });
}
