import { join } from "node:path";
import { STAGING_FOLDER } from "../staging.ts";
import type { CacheContext } from "./cache-context.ts";
import type { HubDownloadRecord, UrlDownloadRecord } from "./download-records.ts";
import { blobPathOf } from "./place-in-cache.ts";
import { type FileIdentity, identify, walkSnapshots } from "./walk-snapshots.ts";

/** One repository, or one file from elsewhere, as it lies on this disk. */
export interface CacheEntry {
  /** `owner/name`, or the address that it came from. */
  readonly name: string;
  readonly folder: string;
  /** Paths in the repository, each once. */
  readonly files: readonly string[];
  /** Each content counts once, however many names lead to it. */
  readonly sizeBytes: number;
  /** Of these, what Assay has downloaded. */
  readonly ownBytes: number;
  readonly owner: "assay" | "others" | "both";
  /** Downloads that have not ended. */
  readonly partialBytes: number;
  /** ISO 8601: as Assay noted it, or as the system did, which some do only once a day. */
  readonly lastUsedAt?: string | undefined;
}

/** Lists what is in the cache, ours and others', the largest first. */
export async function listCache({
  context: { fs },
  records,
  hubCache,
  cacheDirectory,
}: CacheContext): Promise<CacheEntry[]> {
  const known = await records.list();
  const folders = (await fs.readdir(hubCache).catch(() => [])).filter((name) => /^models--.+--.+$/.test(name));
  const entries: CacheEntry[] = [];
  for (const folder of folders) {
    const name = folder.slice("models--".length).replace("--", "/");
    const own = known.filter((record) => record.type === "hub" && record.hubCache === hubCache && record.repo === name);
    const entry = await describeRepo(fs, join(hubCache, folder), name, own as HubDownloadRecord[]);
    if (entry.sizeBytes + entry.partialBytes > 0) entries.push(entry);
  }
  for (const record of known) {
    if (record.type !== "url" || !record.path.startsWith(cacheDirectory)) continue;
    const found = await identify(fs, record.path);
    if (found !== undefined) entries.push(describeUrl(record, found));
  }
  return entries.sort((a, b) => b.sizeBytes - a.sizeBytes || (a.name < b.name ? -1 : 1));
}

type Fs = CacheContext["context"]["fs"];

async function describeRepo(
  fs: Fs,
  folder: string,
  name: string,
  own: readonly HubDownloadRecord[],
): Promise<CacheEntry> {
  const contents = new Map<string, FileIdentity>();
  const add = (content: FileIdentity | undefined) => content && contents.set(content.key, content);
  const files = new Set<string>();
  for await (const { path, content } of walkSnapshots(fs, folder)) {
    if (content !== undefined) files.add(path);
    add(content);
  }
  for (const blob of await fs.readdir(join(folder, "blobs")).catch(() => []))
    if (!blob.endsWith(".incomplete")) add(await identify(fs, join(folder, "blobs", blob)));
  const ownKeys = new Set<string>();
  for (const record of own) {
    const content = await identify(fs, blobPathOf({ repoFolder: folder, blobId: record.blobId }));
    if (content !== undefined) ownKeys.add(content.key);
  }
  const all = [...contents.values()];
  const sizeBytes = sumOf(all);
  const ownBytes = sumOf(all.filter(({ key }) => ownKeys.has(key)));
  return {
    name,
    folder,
    files: [...files].sort(),
    sizeBytes,
    ownBytes,
    owner: ownBytes === 0 ? "others" : ownBytes === sizeBytes ? "assay" : "both",
    partialBytes: await countPartial(fs, join(folder, STAGING_FOLDER)),
    ...latest([...own.map(({ lastUsedAt }) => lastUsedAt), ...all.map(({ usedMs }) => new Date(usedMs).toISOString())]),
  };
}

function describeUrl(record: UrlDownloadRecord, { sizeBytes, usedMs }: FileIdentity): CacheEntry {
  return {
    name: record.url,
    folder: record.path,
    files: [record.path.slice(record.path.search(/[^\\/]+$/))],
    sizeBytes,
    ownBytes: sizeBytes,
    owner: "assay",
    partialBytes: 0,
    ...latest([record.lastUsedAt, new Date(usedMs).toISOString()]),
  };
}

async function countPartial(fs: Fs, directory: string): Promise<number> {
  const parts = (await fs.readdir(directory).catch(() => [])).filter((name) => name.endsWith(".part"));
  return sumOf(
    (await Promise.all(parts.map((name) => identify(fs, join(directory, name))))).filter(
      (found) => found !== undefined,
    ),
  );
}

function sumOf(contents: readonly FileIdentity[]): number {
  return contents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function latest(times: readonly (string | undefined)[]): { lastUsedAt?: string } {
  const last = times
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  return last === undefined ? {} : { lastUsedAt: last };
}
