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

/** What was read of files that have not changed since, by their path: a `run.json` is written once, and most journals have ended. */
export type ListMemory = Map<string, { readonly stamp: string; readonly value: unknown }>;

/** Runs that are looked at at the same time: the disk answers them together, and no limit of open files is met. */
const AT_ONCE = 32;

/** Lists the runs in a folder, newest first; one that cannot be read comes with the reason. No folder: no runs. */
export async function* listRuns(
  context: SystemContext,
  directory: string,
  memory: ListMemory = new Map(),
): AsyncGenerator<RunListing> {
  const look: Look = { context, memory };
  const ids = await listRunIds(context.fs, directory);
  const heads: Head[] = [];
  for await (const head of inBatches(ids, (id) => readHead(look, directory, id))) heads.push(head);
  heads.sort((a, b) => b.createdMs - a.createdMs || (a.id < b.id ? 1 : -1));
  yield* inBatches(heads, ({ listing }) => toWhole(look, listing));
}

/** What becomes of the items, in their order, without those of which nothing becomes. */
async function* inBatches<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Promise<Result | undefined>,
): AsyncGenerator<Result> {
  for (let start = 0; start < items.length; start += AT_ONCE)
    for (const result of await Promise.all(items.slice(start, start + AT_ONCE).map(read)))
      if (result !== undefined) yield result;
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
type ListedState = Pick<ListedRun, "status" | "verdict" | "winner" | "sizeBytes">;
type HeadListing = Omit<ListedRun, keyof ListedState> & { readonly directory: string };

interface Look {
  readonly context: SystemContext;
  readonly memory: ListMemory;
}

interface Head {
  readonly id: string;
  readonly createdMs: number;
  readonly listing: HeadListing | Extract<RunListing, { type: "unreadable" }>;
}

async function readHead(look: Look, directory: string, id: string): Promise<Head | undefined> {
  const folder = join(directory, id);
  const { fs } = look.context;
  try {
    const listing = await readOnce(look, join(folder, RUN_FILE), async (path) => {
      const run = await readRunFile(fs, path);
      return run && toListing(run, id, folder);
    });
    return listing && { id, createdMs: Date.parse(listing.createdAt), listing };
  } catch (error) {
    return { id, createdMs: toTime(id), listing: unreadable(id, error, folder) };
  }
}

function toListing({ createdAt, plan }: Run, id: string, directory: string): HeadListing {
  const { targets, prompts, rounds } = plan;
  return {
    type: "run",
    id,
    createdAt,
    targets: targets.map((target) => target.id),
    prompts: { name: prompts.name, count: prompts.prompts.length },
    rounds,
    directory,
  };
}

function unreadable(id: string, error: unknown, directory: string): RunListing & { readonly type: "unreadable" } {
  return { type: "unreadable", id, error: toErrorRecord(error), directory };
}

/** Reads a file unless it is as it was when it was read last. */
async function readOnce<Value>(
  { context: { fs }, memory }: Look,
  path: string,
  read: (path: string) => Promise<Value>,
): Promise<Value | undefined> {
  const found = await fs.stat(path).catch(() => undefined);
  if (found === undefined) return read(path); // says what is wrong with it
  const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`;
  const known = memory.get(path);
  if (known?.stamp === stamp) return known.value as Value;
  const value = await read(path);
  memory.set(path, { stamp, value });
  return value;
}

/** The listing with its state; undefined for a run that was removed meanwhile. */
async function toWhole(look: Look, listing: Head["listing"]): Promise<RunListing | undefined> {
  if (listing.type === "unreadable") return listing;
  try {
    const state = await readState(look, listing.directory);
    return state && { ...listing, ...state };
  } catch (error) {
    return unreadable(listing.id, toStorageError(error, "list", listing.directory), listing.directory);
  }
}

/** The start that an id tells; the beginning of time for one that was renamed. */
function toTime(id: string): number {
  return Date.parse(`${id.slice(0, 10)}T${id.slice(11, 19).replaceAll("-", ":")}Z`) || 0;
}

/** Status and size now; undefined for a run that was removed meanwhile. */
async function readState(look: Look, folder: string): Promise<ListedState | undefined> {
  const { context } = look;
  try {
    const entries = await context.fs.readdir(folder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
    const sizes = await Promise.all(files.map((path) => readSize(context.fs, path)));
    const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
    if ((await readFileLock(context, join(folder, LOCK_FILE))) !== undefined) return { status: "running", sizeBytes };
    const end = await readOnce(look, join(folder, JOURNAL_FILE), (path) => readEnd(context.fs, path));
    return { status: end?.status ?? "interrupted", verdict: end?.verdict, winner: end?.winner, sizeBytes };
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return undefined;
    throw error;
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
