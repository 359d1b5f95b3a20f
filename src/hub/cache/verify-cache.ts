import { hashFile } from "../hash-file.ts";
import type { CacheContext } from "./cache-context.ts";
import type { DownloadRecord, HubDownloadRecord } from "./download-records.ts";
import { blobPathOf, linkIntoSnapshot, snapshotPathOf } from "./place-in-cache.ts";
import { repoFolderOf } from "./repo-folder.ts";

/** How a file of ours is. */
export interface CacheFinding {
  readonly name: string;
  readonly file: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** `unlinked`: its content is there and right, its name is not. `repaired`: it was one of the others. */
  readonly state: "right" | "damaged" | "missing" | "unlinked" | "repaired";
  /** Digest or size that was found, when it is not right. */
  readonly because?: string | undefined;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onFile?: ((file: string) => void) | undefined;
  /** Downloads a file again; absent: nothing is repaired. */
  readonly repair?: ((record: DownloadRecord) => Promise<void>) | undefined;
}

/** Reads every file that Assay has downloaded and holds it against its digest; repairs what is wrong when told how. */
export async function* verifyCache(cache: CacheContext, options: VerifyOptions = {}): AsyncGenerator<CacheFinding> {
  for (const record of await cache.records.list()) {
    if (record.type === "hub" && record.hubCache !== cache.hubCache) continue;
    options.onFile?.(fileOf(record));
    const found = await check(record, cache, options.signal);
    yield found.state === "right" || options.repair === undefined ? found : await repair(record, found, cache, options);
  }
}

async function check(
  record: DownloadRecord,
  cache: CacheContext,
  signal: AbortSignal | undefined,
): Promise<CacheFinding> {
  const { fs } = cache.context;
  const path = contentPathOf(record, cache);
  const finding = { name: nameOf(record), file: fileOf(record), path, sizeBytes: record.sizeBytes };
  const found = await fs.stat(path).catch(() => undefined);
  if (found === undefined) return { ...finding, state: "missing", because: "it is not there" };
  if (found.size !== record.sizeBytes)
    return { ...finding, state: "damaged", because: `it has ${found.size} bytes instead of ${record.sizeBytes}` };
  const { sha256, gitBlobId } = await hashFile(path, signal);
  const isNamed = record.type === "url" || [sha256, gitBlobId].includes(record.blobId);
  if (sha256 !== record.sha256 || !isNamed)
    return { ...finding, state: "damaged", because: "its content does not match its digest" };
  if (record.type === "hub" && !(await isLinked(record, cache)))
    return { ...finding, state: "unlinked", because: "its name in the snapshot does not lead to it" };
  return { ...finding, state: "right" };
}

async function repair(
  record: DownloadRecord,
  found: CacheFinding,
  cache: CacheContext,
  { repair: fetchAgain, signal }: VerifyOptions,
): Promise<CacheFinding> {
  if (found.state === "unlinked" && record.type === "hub")
    await linkIntoSnapshot(cache.context, { ...record, repoFolder: repoFolderOf(cache.hubCache, record.repo) });
  else await fetchAgain?.(record);
  const after = await check(record, cache, signal);
  return after.state === "right" ? { ...after, state: "repaired", because: found.because } : after;
}

async function isLinked(record: HubDownloadRecord, cache: CacheContext): Promise<boolean> {
  const { fs } = cache.context;
  const repoFolder = repoFolderOf(cache.hubCache, record.repo);
  const found = await fs.stat(snapshotPathOf({ ...record, repoFolder })).catch(() => undefined);
  return found?.isFile() === true && found.size === record.sizeBytes;
}

/** Where the content of a record lies. */
export function contentPathOf(record: DownloadRecord, { hubCache }: Pick<CacheContext, "hubCache">): string {
  return record.type === "url"
    ? record.path
    : blobPathOf({ repoFolder: repoFolderOf(hubCache, record.repo), blobId: record.blobId });
}

function nameOf(record: DownloadRecord): string {
  return record.type === "hub" ? record.repo : record.url;
}

function fileOf(record: DownloadRecord): string {
  return record.type === "hub" ? record.path : record.path.slice(record.path.search(/[^\\/]+$/));
}
