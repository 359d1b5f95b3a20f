import { join } from "node:path";
import { distance } from "fastest-levenshtein";
import { AssayError } from "../core/errors.ts";
import type { Run } from "../core/run.ts";
import type { SystemContext } from "../system/system-context.ts";
import { listRunIds, listRuns } from "./list-runs.ts";
import { readRunFile } from "./read-run-file.ts";
import { isRunId, LATEST } from "./run-id.ts";
import { RUN_FILE } from "./run-paths.ts";

export interface FoundRun {
  readonly run: Run;
  readonly folder: string;
}

/**
 * Finds a run by id, or the newest by `latest`.
 *
 * @throws AssayError `run-missing` with near ids, `storage-failed` when its `run.json` cannot be read
 */
export async function findRun(context: SystemContext, directory: string, id: string): Promise<FoundRun> {
  const wanted = id === LATEST ? await findLatest(context, directory) : id;
  // Checked before it becomes part of a path.
  if (wanted !== undefined && isRunId(wanted)) {
    const folder = join(directory, wanted);
    const run = await readRunFile(context.fs, join(folder, RUN_FILE));
    // A folder may have been renamed since: its name is what finds it.
    if (run !== undefined) return { run: run.id === wanted ? run : { ...run, id: wanted }, folder };
  }
  throw runMissing(id, directory, await listRunIds(context.fs, directory));
}

async function findLatest(context: SystemContext, directory: string): Promise<string | undefined> {
  for await (const { id } of listRuns(context, directory)) return id;
  return undefined;
}

const SUGGESTIONS = 3;

function runMissing(id: string, directory: string, ids: readonly string[]): AssayError {
  const near = ids
    .map((other) => ({ other, steps: other.includes(id) ? 0 : distance(id, other) }))
    .filter(({ steps }) => steps <= Math.max(2, id.length / 3))
    .sort((a, b) => a.steps - b.steps || (a.other < b.other ? 1 : -1))
    .slice(0, SUGGESTIONS)
    .map(({ other }) => other);
  return new AssayError({
    code: "run-missing",
    message: `Cannot find the run as its id must be one of those in ${directory}: current value is ${JSON.stringify(id)}`,
    hint:
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : ids.length > 0
          ? "List the runs to see their ids."
          : "There are no runs there yet.",
  });
}
