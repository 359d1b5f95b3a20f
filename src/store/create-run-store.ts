import { join } from "node:path";
import type { RunStore } from "../core/run-store.ts";
import { createSystemContext, type SystemContext } from "../system/system-context.ts";
import { createRun } from "./create-run.ts";
import { findRun, isCutStart } from "./find-run.ts";
import { type ListMemory, listRuns } from "./list-runs.ts";
import { removeRun } from "./remove-run.ts";
import { createRecord, resumeRun } from "./resume-run.ts";
import { isRunId } from "./run-id.ts";

export interface RunStoreOptions extends Partial<SystemContext> {
  /** Folder that holds one folder per run; made when the first run is created. */
  readonly directory: string;
}

/** Creates a store that keeps runs as folders with a `run.json` and a journal `samples.jsonl` each. */
export function createRunStore(options: RunStoreOptions): RunStore {
  const { directory } = options;
  const ready = createSystemContext(options);
  const memory: ListMemory = new Map();

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
      yield* listRuns(await ready, directory, memory);
    },
    async remove(id) {
      const context = await ready;
      const leftover = join(directory, id);
      if (isRunId(id) && (await isCutStart(context.fs, leftover))) await removeRun(context, { folder: leftover });
      else await removeRun(context, await findRun(context, directory, id, { isOwn: true }));
    },
  };
}
