import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { readFileLock, takeFileLock } from "../../system/file-lock.ts";
import { createSystemContext } from "../../system/system-context.ts";

/** A mark that is older than this and nobody's is swept away. */
const LEFTOVER_MS = 86_400_000;

/** This process measures; disposing it says that it does no more. */
export interface MeasuringMark extends AsyncDisposable {
  /** Ids of the runs that other processes of this user measure now. */
  listOthers(): Promise<readonly string[]>;
}

/**
 * Says to other processes that this one measures a run, as two that measure at once disturb each other, in whatever folders they
 * keep their runs. Where the state folder cannot be written, nobody hears of it.
 */
export async function announceMeasuring(run: string, stateDirectory: string): Promise<MeasuringMark> {
  const folder = join(stateDirectory, "measuring");
  const own = `${run}.${process.pid}`;
  const context = await createSystemContext();
  const lock = await takeMark().catch(() => undefined);

  async function takeMark(): Promise<AsyncDisposable> {
    await mkdir(folder, { recursive: true });
    return takeFileLock(context, join(folder, own), (_, path) => {
      throw new AssayError({ code: "run-locked", message: `${path} is taken.` });
    });
  }

  return {
    async listOthers() {
      const names = await readdir(folder).catch((): string[] => []);
      const others = await Promise.all(
        names
          .filter((name) => name !== own)
          .map(async (name) => {
            const path = join(folder, name);
            if ((await readFileLock(context, path)) !== undefined) return [toRun(name)];
            // Its process was killed, or is just writing it.
            const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
            if (context.now().getTime() - mtimeMs > LEFTOVER_MS) await rm(path, { force: true });
            return [];
          }),
      );
      return [...new Set(others.flat())];
    },
    async [Symbol.asyncDispose]() {
      await lock?.[Symbol.asyncDispose]();
    },
  };
}

/** The mark's name without the id of its process. */
function toRun(name: string): string {
  return name.slice(0, name.lastIndexOf("."));
}
