import { join } from "node:path";
import type { DownloadContext } from "../download-context.ts";
import { isCommit } from "./repo-folder.ts";

/** One name in a snapshot of a repository. */
export interface SnapshotName {
  readonly commit: string;
  /** In the repository, with slashes. */
  readonly path: string;
  /** On this disk. */
  readonly location: string;
  /** Identity of a content on this disk; absent when the name leads to nothing. */
  readonly content?: FileIdentity | undefined;
}

export interface FileIdentity {
  /** Device and number: the same for a link and what it leads to. */
  readonly key: string;
  readonly sizeBytes: number;
  readonly usedMs: number;
}

/** Lists every name in the snapshots of a repository's folder; nothing when it has none. */
export async function* walkSnapshots(fs: DownloadContext["fs"], repoFolder: string): AsyncGenerator<SnapshotName> {
  const snapshots = join(repoFolder, "snapshots");
  for (const commit of (await fs.readdir(snapshots).catch(() => [])).filter(isCommit))
    yield* walk(fs, join(snapshots, commit), commit, "");
}

/** Facts of a path, whatever leads there; absent when nothing does. */
export async function identify(fs: DownloadContext["fs"], path: string): Promise<FileIdentity | undefined> {
  const found = await fs.stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) return undefined;
  return { key: `${found.dev}:${found.ino}`, sizeBytes: found.size, usedMs: found.atimeMs };
}

async function* walk(
  fs: DownloadContext["fs"],
  directory: string,
  commit: string,
  below: string,
): AsyncGenerator<SnapshotName> {
  for (const entry of await fs.readdir(directory, { withFileTypes: true })) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    const location = join(directory, entry.name);
    if (entry.isDirectory()) yield* walk(fs, location, commit, path);
    else yield { commit, path, location, content: await identify(fs, location) };
  }
}
