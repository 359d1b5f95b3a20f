import { randomUUID } from "node:crypto";
import { dirname, join, relative } from "node:path";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";
import type { DownloadContext } from "../download-context.ts";
import { isCommit } from "./repo-folder.ts";

/** A file of a repository as the cache names it. */
export interface CachedFile {
  readonly repoFolder: string;
  readonly commit: string;
  /** Path in the repository. */
  readonly path: string;
  /** Name of the content, in `blobs`. */
  readonly blobId: string;
}

export function blobPathOf({ repoFolder, blobId }: Pick<CachedFile, "repoFolder" | "blobId">): string {
  return join(repoFolder, "blobs", blobId);
}

export function snapshotPathOf({ repoFolder, commit, path }: Omit<CachedFile, "blobId">): string {
  return join(repoFolder, "snapshots", commit, ...path.split("/"));
}

/**
 * Gives a content its name in a snapshot: a relative link, as the hub's own tools make. Where links are not permitted
 * (Windows without developer mode, some shares) a second name of the same file, or a copy.
 *
 * @returns the path in the snapshot
 */
export async function linkIntoSnapshot({ fs }: DownloadContext, file: CachedFile): Promise<string> {
  const blob = blobPathOf(file);
  const name = snapshotPathOf(file);
  await fs.mkdir(dirname(name), { recursive: true });
  if (await leadsTo(fs, name, blob)) return name;
  // Made beside and renamed: at no moment does the name lead to half a file.
  const staged = `${name}.${randomUUID()}.tmp`;
  try {
    await fs
      .symlink(relative(dirname(name), blob), staged, "file")
      .catch(() => fs.link(blob, staged))
      .catch(() => fs.copyFile(blob, staged));
    await fs.rename(staged, name);
  } finally {
    await fs.rm(staged, { force: true });
  }
  return name;
}

/** Notes which commit a branch or tag means. */
export async function writeRef(
  { fs }: DownloadContext,
  repoFolder: string,
  revision: string,
  commit: string,
): Promise<void> {
  if (isCommit(revision)) return;
  const path = join(repoFolder, "refs", ...revision.split("/"));
  if ((await fs.readFile(path, "utf8").catch(() => "")) === commit) return;
  await fs.mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(fs, path, commit);
}

/** Whether a name in a snapshot has this content: as a link to it, as another name of it, or as a file of its size. */
async function leadsTo(fs: DownloadContext["fs"], name: string, blob: string): Promise<boolean> {
  try {
    const [found, wanted] = await Promise.all([fs.stat(name), fs.stat(blob)]);
    return found.size === wanted.size && (found.ino === wanted.ino || (await fs.lstat(name)).isFile());
  } catch {
    return false; // not there, or a link to nothing
  }
}
