import { basename, dirname, join, resolve } from "node:path";
import { distance } from "fastest-levenshtein";
import { AssayError } from "../core/errors.ts";
import type { Run } from "../core/run.ts";
import type { FileSystem, SystemContext } from "../system/system-context.ts";
import { listRunIds, listRuns } from "./list-runs.ts";
import { readRunFile } from "./read-run-file.ts";
import { isRunId, LATEST } from "./run-id.ts";
import { JOURNAL_FILE, LOCK_FILE, RUN_FILE } from "./run-paths.ts";

export interface FoundRun {
  readonly run: Run;
  readonly folder: string;
}

/**
 * Finds a run by id, by the path of its folder or of a file in it, or the newest by `latest`: the newest in which anything
 * was answered.
 *
 * @param isOwn whether a path must lead into `directory`
 * @throws AssayError `run-missing` with near ids, `storage-failed` when its `run.json` cannot be read
 */
export async function findRun(
  context: SystemContext,
  directory: string,
  id: string,
  { isOwn = false }: { readonly isOwn?: boolean } = {},
): Promise<FoundRun> {
  if (/[\\/]/.test(id)) {
    const found = await findByPath(context.fs, resolve(id), directory);
    if (isOwn && dirname(found.folder) !== resolve(directory))
      throw runMissing(id, directory, await listWholeIds(context.fs, directory));
    return found;
  }
  const wanted = id === LATEST ? await findLatest(context, directory) : id;
  // Checked before it becomes part of a path.
  if (wanted !== undefined && isRunId(wanted)) {
    const folder = join(directory, wanted);
    const run = await readRunFile(context.fs, join(folder, RUN_FILE));
    // A folder may have been renamed since: its name is what finds it.
    if (run !== undefined) return { run: run.id === wanted ? run : { ...run, id: wanted }, folder };
    if (await isCutStart(context.fs, folder)) throw cutStart(folder);
  }
  throw runMissing(id, directory, await listWholeIds(context.fs, directory));
}

async function findLatest(context: SystemContext, directory: string): Promise<string | undefined> {
  for await (const run of listRuns(context, directory))
    if (run.type === "unreadable" || run.status !== "failed") return run.id;
  return undefined;
}

/** @param path of a run's folder, or of one of its files */
async function findByPath(fs: FileSystem, path: string, directory: string): Promise<FoundRun> {
  for (const folder of [path, dirname(path)]) {
    const run = await readRunFile(fs, join(folder, RUN_FILE));
    const name = basename(folder);
    if (run !== undefined) return { run: isRunId(name) ? { ...run, id: name } : run, folder };
  }
  throw runMissing(path, directory, await listWholeIds(fs, directory));
}

/**
 * Tells whether a folder holds nothing but what the start of a run writes before its `run.json`: a process that was killed
 * in between has left it.
 */
export async function isCutStart(fs: FileSystem, folder: string): Promise<boolean> {
  try {
    const names = await fs.readdir(folder);
    const isEmpty = !names.includes(JOURNAL_FILE) || (await fs.stat(join(folder, JOURNAL_FILE))).size === 0;
    return isEmpty && names.every((name) => name === JOURNAL_FILE || name.startsWith(LOCK_FILE) || isDraft(name));
  } catch {
    // Nothing there, or nothing that can be looked at.
    return false;
  }
}

/** Of a file that is written beside its final name. */
function isDraft(name: string): boolean {
  return name.startsWith(RUN_FILE) && name.endsWith(".tmp");
}

function cutStart(folder: string): AssayError {
  return new AssayError({
    code: "run-missing",
    message: `The run in ${folder} has no ${RUN_FILE}: it was ended while it began, before it recorded anything.`,
    hint: "Remove it, and start a new run.",
  });
}

/** Ids of the runs that can be named; a folder without a `run.json` is none. */
async function listWholeIds(fs: FileSystem, directory: string): Promise<readonly string[]> {
  const ids = await listRunIds(fs, directory);
  const isWhole = await Promise.all(
    ids.map((id) =>
      fs.stat(join(directory, id, RUN_FILE)).then(
        (found) => found.isFile(),
        () => false,
      ),
    ),
  );
  return ids.filter((_, index) => isWhole[index]);
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
    message: `There is no run ${JSON.stringify(id)} in ${directory}.`,
    hint:
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : ids.length > 0
          ? "`assay run list` shows their ids."
          : "There are no runs there yet; `assay bench` and `assay demo` make one.",
  });
}
