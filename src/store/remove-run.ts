import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { AssayError } from "../core/errors.ts";
import type { SystemContext } from "../system/system-context.ts";
import type { FoundRun } from "./find-run.ts";
import { takeRunLock } from "./run-lock.ts";
import { LOCK_FILE, RUN_FILE } from "./run-paths.ts";
import { toStorageError } from "./storage-error.ts";

/** Removes a run's folder with everything in it; `run.json` goes last, so that a removal cut short can be repeated. */
export async function removeRun(context: SystemContext, { folder }: Pick<FoundRun, "folder">): Promise<void> {
  const { fs } = context;
  try {
    if ((await lstat(folder)).isSymbolicLink()) throw isLink(folder);
    await using _lock = await takeRunLock(context, join(folder, LOCK_FILE));
    for (const name of await fs.readdir(folder))
      if (name !== RUN_FILE && name !== LOCK_FILE) await fs.rm(join(folder, name), { recursive: true, force: true });
    await fs.rm(folder, { recursive: true, force: true });
  } catch (error) {
    throw toStorageError(error, "remove", folder);
  }
}

function isLink(folder: string): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `The run ${folder} is a link to another place and is not removed.`,
    hint: "Remove the link by hand, or the run where it lies.",
  });
}
