import { join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { readFileLock, takeFileLock } from "../../system/file-lock.ts";
import { hasJournal, removeStaging, STAGING_FOLDER, stagingOf } from "../staging.ts";
import type { CacheContext } from "./cache-context.ts";
import type { DownloadRecord } from "./download-records.ts";
import { liesIn } from "./lies-in.ts";
import { repoFolderOf } from "./repo-folder.ts";
import { contentPathOf } from "./verify-cache.ts";
import { type FileIdentity, identify, walkSnapshots } from "./walk-snapshots.ts";

/** Something of ours that nobody needs. */
export type CacheLeftover =
  /** A download that was stopped; it could still go on. */
  | { readonly type: "part"; readonly directory: string; readonly id: string; readonly sizeBytes: number }
  /** A content of ours that no name leads to any more. */
  | { readonly type: "content"; readonly path: string; readonly sizeBytes: number; readonly record: DownloadRecord }
  /** A record of a file that is gone. */
  | { readonly type: "record"; readonly path: string; readonly sizeBytes: 0; readonly record: DownloadRecord };

/** Finds what can be cleaned away: parts that nobody downloads, contents without a name, records without a file. */
export async function* findLeftovers(cache: CacheContext): AsyncGenerator<CacheLeftover> {
  const { fs } = cache.context;
  const folders = (await fs.readdir(cache.hubCache).catch(() => [])).filter((name) => name.startsWith("models--"));
  const directories = [
    ...folders.map((name) => join(cache.hubCache, name, STAGING_FOLDER)),
    join(cache.cacheDirectory, "staging"),
  ];
  for (const directory of directories) yield* findParts(directory, cache);
  for (const record of await cache.records.list()) {
    if (record.type === "hub" && record.hubCache !== cache.hubCache) continue;
    const path = contentPathOf(record, cache);
    if (!(await liesIn(rootOf(record, cache), path, cache))) continue;
    const content = await identify(fs, path);
    if (content === undefined) yield { type: "record", path, sizeBytes: 0, record };
    else if (record.type === "hub" && !(await isNamed(repoFolderOf(cache.hubCache, record.repo), content, cache)))
      yield { type: "content", path, sizeBytes: content.sizeBytes, record };
  }
}

/** Removes leftovers; one that somebody has begun to use meanwhile stays. Returns the bytes that it freed. */
export async function removeLeftover(leftover: CacheLeftover, cache: CacheContext): Promise<number> {
  const { fs } = cache.context;
  switch (leftover.type) {
    case "part":
      return removePart(leftover, cache);
    case "content":
      if (!(await liesIn(cache.hubCache, leftover.path, cache))) return 0;
      await fs.rm(leftover.path, { force: true });
      await cache.records.remove(leftover.record);
      return leftover.sizeBytes;
    case "record":
      await cache.records.remove(leftover.record);
      return 0;
    default:
      return leftover satisfies never;
  }
}

async function* findParts(directory: string, cache: CacheContext): AsyncGenerator<CacheLeftover> {
  const { context } = cache;
  const { fs } = context;
  if (!(await isOurFolder(directory, cache))) return;
  const names = await fs.readdir(directory).catch(() => []);
  const ids = new Set(names.flatMap((name) => /^([0-9a-f]{16,64})\.json$/.exec(name)?.[1] ?? []));
  for (const id of ids) {
    const staging = stagingOf(directory, id);
    const { part, lock } = staging;
    // A folder of this name may hold anything: ours is what our own journal speaks of.
    if (!(await hasJournal(context, staging)) || (await readFileLock(context, lock)) !== undefined) continue;
    const content = await identify(fs, part);
    yield { type: "part", directory, id, sizeBytes: content?.sizeBytes ?? 0 };
  }
}

async function removePart(
  { directory, id, sizeBytes }: Extract<CacheLeftover, { type: "part" }>,
  cache: CacheContext,
): Promise<number> {
  const { context } = cache;
  const { fs } = context;
  try {
    if (!(await isOurFolder(directory, cache))) return 0;
    const staging = stagingOf(directory, id);
    await using _lock = await takeFileLock(
      context,
      staging.lock,
      () => new AssayError({ code: "run-locked", message: "The download is in use." }),
    );
    await removeStaging(context, staging);
  } catch (thrown) {
    if (thrown instanceof AssayError && thrown.code === "run-locked") return 0;
    throw thrown;
  }
  await fs.rmdir(directory).catch(() => {}); // others lie there too
  return sizeBytes;
}

/** Whether a folder of parts is one in truth, and no link that leads out of the cache. */
async function isOurFolder(directory: string, cache: CacheContext): Promise<boolean> {
  const root = directory.startsWith(cache.hubCache) ? cache.hubCache : cache.cacheDirectory;
  return liesIn(root, join(directory, "any"), cache);
}

function rootOf(record: DownloadRecord, { hubCache, cacheDirectory }: CacheContext): string {
  return record.type === "hub" ? hubCache : cacheDirectory;
}

async function isNamed(repoFolder: string, { key }: FileIdentity, { context: { fs } }: CacheContext): Promise<boolean> {
  for await (const { content } of walkSnapshots(fs, repoFolder)) if (content?.key === key) return true;
  return false;
}
