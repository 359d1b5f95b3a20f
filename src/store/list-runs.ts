import { join } from "node:path";
import { toErrorRecord } from "../core/errors.ts";
import type { EndEntry, Run } from "../core/run.ts";
import type { RunListing } from "../core/run-store.ts";
import { fileErrorCode } from "../system/file-error-code.ts";
import { readFileLock } from "../system/file-lock.ts";
import type { FileSystem, SystemContext } from "../system/system-context.ts";
import { parseEntry } from "./read-journal.ts";
import { readRunFile } from "./read-run-file.ts";
import { isRunId } from "./run-id.ts";
import { JOURNAL_FILE, LOCK_FILE, RUN_FILE } from "./run-paths.ts";
import { toStorageError } from "./storage-error.ts";

/** Lists the runs in a folder, newest first; one that cannot be read comes with the reason. No folder: no runs. */
export async function* listRuns(context: SystemContext, directory: string): AsyncGenerator<RunListing> {
  const heads: Head[] = [];
  for (const id of await listRunIds(context.fs, directory)) {
    const head = await readHead(context.fs, directory, id);
    if (head !== undefined) heads.push(head);
  }
  heads.sort((a, b) => b.createdMs - a.createdMs || (a.id < b.id ? 1 : -1));
  for (const { id, listing } of heads) {
    if (listing.type === "unreadable") yield listing;
    else {
      const state = await readState(context, join(directory, id));
      if (state !== undefined) yield { ...listing, ...state };
    }
  }
}

/** Names of the folders that may be runs, in no order. */
export async function listRunIds(fs: FileSystem, directory: string): Promise<string[]> {
  try {
    const names = await fs.readdir(directory);
    return names.filter(isRunId);
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return [];
    throw toStorageError(error, "list the runs in", directory);
  }
}

type ListedRun = Extract<RunListing, { type: "run" }>;

interface Head {
  readonly id: string;
  readonly createdMs: number;
  readonly listing: Omit<ListedRun, "status" | "verdict" | "sizeBytes"> | Extract<RunListing, { type: "unreadable" }>;
}

async function readHead(fs: FileSystem, directory: string, id: string): Promise<Head | undefined> {
  const folder = join(directory, id);
  try {
    const run = await readRunFile(fs, join(folder, RUN_FILE));
    if (run === undefined) return undefined;
    return { id, createdMs: Date.parse(run.createdAt), listing: toListing(run, id, folder) };
  } catch (error) {
    const listing = { type: "unreadable", id, error: toErrorRecord(error), directory: folder } as const;
    return { id, createdMs: toTime(id), listing };
  }
}

function toListing(
  { createdAt, plan }: Run,
  id: string,
  directory: string,
): Omit<ListedRun, "status" | "verdict" | "sizeBytes"> {
  return { type: "run", id, createdAt, targets: plan.targets.map((target) => target.id), directory };
}

/** The start that an id tells; the beginning of time for one that was renamed. */
function toTime(id: string): number {
  return Date.parse(`${id.slice(0, 10)}T${id.slice(11, 19).replaceAll("-", ":")}Z`) || 0;
}

/** Status and size now; undefined for a run that was removed meanwhile. */
async function readState(
  context: SystemContext,
  folder: string,
): Promise<Pick<ListedRun, "status" | "verdict" | "sizeBytes"> | undefined> {
  try {
    let sizeBytes = 0;
    for (const entry of await context.fs.readdir(folder, { withFileTypes: true }))
      if (entry.isFile()) sizeBytes += await readSize(context.fs, join(folder, entry.name));
    if ((await readFileLock(context, join(folder, LOCK_FILE))) !== undefined) return { status: "running", sizeBytes };
    const end = await readEnd(context.fs, join(folder, JOURNAL_FILE));
    return { status: end?.status ?? "interrupted", verdict: end?.verdict, sizeBytes };
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return undefined;
    throw toStorageError(error, "list", folder);
  }
}

/** Bytes of a file; 0 for one that is gone since its folder was listed, as the lock of a run that just ended. */
async function readSize(fs: FileSystem, path: string): Promise<number> {
  try {
    return (await fs.stat(path)).size;
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return 0;
    throw error;
  }
}

// An `end` entry takes some hundred bytes; any other last line means that there was no end.
const TAIL_BYTES = 4096;

async function readEnd(fs: FileSystem, path: string): Promise<EndEntry | undefined> {
  try {
    await using file = await fs.open(path, "r");
    const { size } = await file.stat();
    const length = Math.min(TAIL_BYTES, size);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const entry = parseEntry(buffer.toString("utf8").trimEnd().split("\n").at(-1) ?? "");
    return entry?.type === "end" ? entry : undefined;
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
