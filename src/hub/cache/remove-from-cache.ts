import { dirname, join, sep } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { fileErrorCode } from "../../system/file-error-code.ts";
import type { CacheContext } from "./cache-context.ts";
import type { DownloadRecord, HubDownloadRecord } from "./download-records.ts";
import { readRef } from "./find-hub-file.ts";
import { liesIn } from "./lies-in.ts";
import { listCache } from "./list-cache.ts";
import { blobPathOf, snapshotPathOf } from "./place-in-cache.ts";
import { repoFolderOf } from "./repo-folder.ts";
import { identify, walkSnapshots } from "./walk-snapshots.ts";

/** Target of a removal: a repository or some of its files, or an address. */
export interface RemovalTarget {
  /** `owner/name`, or the address that a file came from. */
  readonly name: string;
  /** Only these of a repository's files; absent: all that are ours. */
  readonly files?: readonly string[] | undefined;
}

export interface Removal {
  readonly removed: readonly string[];
  readonly freedBytes: number;
  /** Files that stay because other tools put them there or use them. */
  readonly kept: readonly string[];
}

/**
 * Finds what Assay has put there of what is named.
 *
 * @throws AssayError `unknown-model` when nothing of it is there, `invalid-input` when other tools have put it there
 */
export async function planRemoval(target: RemovalTarget, cache: CacheContext): Promise<readonly DownloadRecord[]> {
  const wanted = target.name.toLowerCase();
  const own = (await cache.records.list()).filter((record) =>
    record.type === "url"
      ? record.url.toLowerCase() === wanted
      : record.hubCache === cache.hubCache &&
        record.repo.toLowerCase() === wanted &&
        (target.files?.includes(record.path) ?? true),
  );
  if (own.length > 0) return own;
  const found = (await listCache(cache)).find(({ name }) => name.toLowerCase() === wanted);
  if (found === undefined)
    throw new AssayError({
      code: "unknown-model",
      message: `${target.name} is not in the cache.`,
      hint: `\`assay cache list\` shows what is there.`,
    });
  throw new AssayError({
    code: "invalid-input",
    message: `${target.name} was put into ${found.folder} by another tool.`,
    hint: "Remove it with that tool; assay deletes only what it has put there itself.",
  });
}

/** Removes files that Assay has recorded as its own, and their names; contents that others use stay. @throws AssayError `storage-failed` */
export async function removeRecords(records: readonly DownloadRecord[], cache: CacheContext): Promise<Removal> {
  const { fs } = cache.context;
  const removed: string[] = [];
  const kept: string[] = [];
  let freedBytes = 0;
  const unlink = async (path: string, root: string) => {
    if (!(await liesIn(root, path, cache))) throw outside(path, root);
    await fs.rm(path, { force: true }).catch((thrown) => {
      throw inUse(path, thrown);
    });
    removed.push(path);
  };
  const inRepos = records.filter((record) => record.type === "hub");
  // All names before any content: two of them may lead to the same.
  for (const record of inRepos) {
    const place = { ...record, repoFolder: repoFolderOf(cache.hubCache, record.repo) };
    if (await isOurName(record, place.repoFolder, fs)) await unlink(snapshotPathOf(place), cache.hubCache);
  }
  for (const record of inRepos) {
    const repoFolder = repoFolderOf(cache.hubCache, record.repo);
    const blob = blobPathOf({ ...record, repoFolder });
    const content = await identify(fs, blob);
    if (content !== undefined && (await isUsed(repoFolder, content.key, fs))) kept.push(blob);
    else if (content !== undefined) {
      await unlink(blob, cache.hubCache);
      freedBytes += content.sizeBytes;
    }
    await removeEmpty(record, repoFolder, cache);
  }
  for (const record of records.filter((record) => record.type === "url")) {
    const content = await identify(fs, record.path);
    if (content !== undefined) await unlink(record.path, cache.cacheDirectory);
    freedBytes += content?.sizeBytes ?? 0;
    await fs.rmdir(dirname(record.path)).catch(() => {}); // not ours alone
  }
  // Last: what fails before can be tried again.
  for (const record of records) await cache.records.remove(record);
  return { removed, freedBytes, kept };
}

type Fs = CacheContext["context"]["fs"];

/** Whether the name leads to our content, or to nothing; else somebody has put another file there. */
async function isOurName(record: HubDownloadRecord, repoFolder: string, fs: Fs): Promise<boolean> {
  const name = snapshotPathOf({ ...record, repoFolder });
  const isThere = await fs.lstat(name).then(
    () => true,
    () => false,
  );
  if (!isThere) return false;
  const content = await identify(fs, name);
  return content === undefined || content.sizeBytes === record.sizeBytes;
}

async function isUsed(repoFolder: string, key: string, fs: Fs): Promise<boolean> {
  for await (const { content } of walkSnapshots(fs, repoFolder)) if (content?.key === key) return true;
  return false;
}

/** Removes folders that are empty now, and branches that mean a commit of which nothing is left. */
async function removeEmpty(record: HubDownloadRecord, repoFolder: string, cache: CacheContext): Promise<void> {
  const { fs } = cache.context;
  const snapshot = join(repoFolder, "snapshots", record.commit);
  for (
    let folder = dirname(snapshotPathOf({ ...record, repoFolder }));
    folder.startsWith(snapshot);
    folder = dirname(folder)
  )
    if (!(await removeFolder(folder, fs))) return;
  const ref = join(repoFolder, "refs", ...record.revision.split("/"));
  if (readRef(repoFolder, record.revision) === record.commit && (await liesIn(cache.hubCache, ref, cache)))
    await fs.rm(ref, { force: true });
  for (const name of ["snapshots", "blobs", "refs", ".assay", ""]) await removeFolder(join(repoFolder, name), fs);
}

async function removeFolder(folder: string, fs: Fs): Promise<boolean> {
  return fs.rmdir(folder).then(
    () => true,
    // Not empty, or gone already.
    (thrown) => fileErrorCode(thrown) === "ENOENT",
  );
}

function outside(path: string, root: string): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `${path} does not lie in ${root}, or is reached through a link, and is not removed.`,
    hint: "A link was put in the place of a folder of the cache: remove the link by hand.",
  });
}

function inUse(path: string, thrown: unknown): AssayError {
  const code = fileErrorCode(thrown);
  const isBusy = code === "EBUSY" || code === "EPERM" || code === "EACCES";
  return new AssayError({
    code: "storage-failed",
    message: `${path.split(sep).at(-1)} could not be removed (${explainSystemError(thrown)}).`,
    hint: isBusy ? "It may be in use: unload the model first with `assay model unload <name>`." : undefined,
    cause: thrown,
  });
}
