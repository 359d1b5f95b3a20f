import { AssayError } from "../core/errors.ts";
import { describeOwner, takeFileLock } from "../system/file-lock.ts";
import type { SystemContext } from "../system/system-context.ts";

/** Takes the lock of a run. @throws AssayError `run-locked` naming process, host and since when */
export function takeRunLock(context: SystemContext, path: string): Promise<AsyncDisposable> {
  return takeFileLock(context, path, (owner) => {
    return new AssayError({
      code: "run-locked",
      message: `The run is in use by ${describeOwner(owner)}.`,
      hint: `Wait until that process is done, or stop it. If it no longer runs, delete ${path}.`,
    });
  });
}
