import * as promises from "node:fs/promises";
import type { RunStore } from "../core/run-store.ts";
import { type Clock, systemClock } from "../lib/clock.ts";
import { createRun } from "./create-run.ts";
import { findRun } from "./find-run.ts";
import { listRuns } from "./list-runs.ts";
import { isProcessAlive, readHostName } from "./process-start.ts";
import { removeRun } from "./remove-run.ts";
import { createRecord, resumeRun } from "./resume-run.ts";
import type { FileSystem, StoreContext } from "./store-context.ts";

export interface RunStoreOptions {
  /** Folder that holds one folder per run; made when the first run is created. */
  readonly directory: string;
  readonly fs?: FileSystem | undefined;
  readonly clock?: Clock | undefined;
  /** Wall clock. */
  readonly now?: (() => Date) | undefined;
  readonly processId?: number | undefined;
  readonly host?: string | undefined;
  readonly isProcessAlive?: StoreContext["isProcessAlive"] | undefined;
}

/** Creates a store that keeps runs as folders with a `run.json` and a journal `samples.jsonl` each. */
export function createRunStore(options: RunStoreOptions): RunStore {
  const { directory } = options;
  const ready = createContext(options);

  return {
    create: async (run) => createRun(await ready, directory, run),
    async resume(id, options) {
      const context = await ready;
      return resumeRun(context, await findRun(context, directory, id), options);
    },
    async read(id, options) {
      const context = await ready;
      return createRecord(context.fs, await findRun(context, directory, id), options);
    },
    async *list() {
      yield* listRuns(await ready, directory);
    },
    async remove(id) {
      const context = await ready;
      await removeRun(context, await findRun(context, directory, id));
    },
  };
}

async function createContext(options: RunStoreOptions): Promise<StoreContext> {
  return {
    fs: options.fs ?? promises,
    clock: options.clock ?? systemClock,
    now: options.now ?? (() => new Date()),
    processId: options.processId ?? process.pid,
    host: options.host ?? (await readHostName()),
    isProcessAlive: options.isProcessAlive ?? isProcessAlive,
  };
}
