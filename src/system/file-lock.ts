import { randomUUID } from "node:crypto";
import type { AssayError } from "../core/errors.ts";
import { fileErrorCode } from "./file-error-code.ts";
import { type LockOwner, lockOwnerSchema } from "./lock-owner.ts";
import { readProcessStart } from "./process-start.ts";
import type { SystemContext } from "./system-context.ts";
import { toWriteError } from "./write-error.ts";

// A lock is written right after its file was made. Emptier for longer than this, its maker was killed in between.
const UNWRITTEN_MS = 2000;
const PAUSE_MS = 20;
const ATTEMPTS = 20;

/** Words the error of a lock that somebody else holds; the owner is absent when it has not written its name yet. */
export type WordLocked = (owner: LockOwner | undefined, path: string) => AssayError;

/**
 * Takes the lock that a file stands for; disposing gives it back, and may be done twice.
 * A lock whose process is gone is reclaimed. One of another host is not, as nothing here tells whether that process runs.
 *
 * @throws AssayError as `wordLocked` says when somebody holds it
 */
export async function takeFileLock(
  context: SystemContext,
  path: string,
  wordLocked: WordLocked,
): Promise<AsyncDisposable> {
  const owner: LockOwner = {
    processId: context.processId,
    processStart: await readProcessStart(context.processId),
    host: context.host,
    since: context.now().toISOString(),
    token: randomUUID(),
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await createLock(context, path, owner))
      return { [Symbol.asyncDispose]: () => removeLock(context, path, owner.token) };
    const found = await readLock(context, path);
    if (found === undefined) continue;
    if (await isStale(context, found)) await reclaim(context, path, found, wordLocked);
    else if (found.owner !== undefined) throw wordLocked(found.owner, path);
    else await context.clock.sleep(PAUSE_MS);
  }
  throw wordLocked(undefined, path);
}

/** The process that holds a lock now; undefined when nobody does. */
export async function readFileLock(context: SystemContext, path: string): Promise<LockOwner | undefined> {
  const found = await readLock(context, path);
  return found === undefined || (await isStale(context, found)) ? undefined : found.owner;
}

/** A lock's file as found; without an owner it is not fully written. */
interface FoundLock {
  readonly owner?: LockOwner | undefined;
  readonly ageMs: number;
}

async function createLock({ fs }: SystemContext, path: string, owner: LockOwner): Promise<boolean> {
  try {
    await using file = await fs.open(path, "wx");
    try {
      await file.writeFile(`${JSON.stringify(owner)}\n`);
    } catch (error) {
      await fs.rm(path, { force: true });
      throw toWriteError(path, error); // what fails on an open file names no path
    }
    return true;
  } catch (error) {
    if (fileErrorCode(error) === "EEXIST") return false;
    throw error;
  }
}

async function readLock({ fs, now }: SystemContext, path: string): Promise<FoundLock | undefined> {
  try {
    const text = await fs.readFile(path, "utf8");
    const { mtimeMs } = await fs.stat(path);
    return { owner: parseOwner(text), ageMs: now().getTime() - mtimeMs };
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parseOwner(text: string): LockOwner | undefined {
  try {
    return lockOwnerSchema.parse(JSON.parse(text));
  } catch {
    return undefined; // half written, which the caller judges by the file's age
  }
}

async function isStale(context: SystemContext, { owner, ageMs }: FoundLock): Promise<boolean> {
  if (owner === undefined) return ageMs > UNWRITTEN_MS;
  return owner.host === context.host && !(await context.isProcessAlive(owner));
}

/**
 * Removes a stale lock. Two processes that found the same one must not both remove what is there: the slower would
 * remove the lock that the faster has taken since. So a second lock, named after the stale one, lets one of them look
 * again and remove; when that one dies in the middle, its own lock is reclaimed in the same way.
 */
async function reclaim(context: SystemContext, path: string, stale: FoundLock, wordLocked: WordLocked): Promise<void> {
  await using _guard = await takeFileLock(context, `${path}.${stale.owner?.token ?? "unwritten"}`, wordLocked);
  const found = await readLock(context, path);
  if (found === undefined || found.owner?.token !== stale.owner?.token) return;
  if (await isStale(context, found)) await context.fs.rm(path, { force: true });
}

async function removeLock(context: SystemContext, path: string, token: string): Promise<void> {
  const found = await readLock(context, path);
  if (found?.owner?.token === token) await context.fs.rm(path, { force: true });
}

/** Names the holder of a lock in words. */
export function describeOwner(owner: LockOwner | undefined): string {
  return owner === undefined
    ? "a process that has not written its name yet"
    : `process ${owner.processId} on ${owner.host} since ${owner.since}`;
}
