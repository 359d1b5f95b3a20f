import { join } from "node:path";
import type { HubSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { completeFiles } from "../../formats/parts/complete-files.ts";
import { createDownloadRecords } from "../cache/download-records.ts";
import { findHubFiles } from "../cache/find-hub-file.ts";
import { blobPathOf, type CachedFile, linkIntoSnapshot, snapshotPathOf, writeRef } from "../cache/place-in-cache.ts";
import { repoFolderOf } from "../cache/repo-folder.ts";
import { checkFilePath } from "../check-hub-name.ts";
import type { DownloadContext } from "../download-context.ts";
import type { HubClient, HubRepo, HubRepoFile } from "../hub-client.ts";
import { STAGING_FOLDER } from "../staging.ts";
import type { OnDownloadEvent } from "./download-event.ts";
import { downloadFile, isThere } from "./download-file.ts";
import { createProgressMeter } from "./progress-meter.ts";
import { FileChanged, type RemoteFile } from "./transfer.ts";

export interface HubDownloadOptions {
  readonly client: HubClient;
  readonly context: DownloadContext;
  /** Folder that models of the hub are downloaded into. */
  readonly hubCache: string;
  /** Records of the files that Assay itself downloaded. */
  readonly stateDirectory: string;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnDownloadEvent | undefined;
  /** Downloads again what is there. */
  readonly force?: boolean | undefined;
}

/** A downloaded file and its place. */
export interface Downloaded {
  /** The file to load: the first of the source. */
  readonly path: string;
  readonly files: readonly string[];
  readonly bytes: number;
  /** Whether nothing had to be fetched. */
  readonly alreadyThere: boolean;
}

/**
 * Downloads files of a repository into the hub's own cache, or finds them there.
 *
 * @throws AssayError `unknown-model`, `access-denied`, `download-failed`, `storage-failed`, `endpoint-unreachable`,
 *   `endpoint-status`, `aborted`
 */
export async function downloadFromHub(source: HubSource, options: HubDownloadOptions): Promise<Downloaded> {
  const { context, hubCache, onEvent = () => {} } = options;
  const found = options.force === true ? undefined : findHubFiles(hubCache, source);
  if (found !== undefined) return describe(found, context, true);
  try {
    return await downloadOnce(source, options);
  } catch (thrown) {
    if (!(thrown instanceof FileChanged)) throw thrown;
    onEvent({ type: "restarted", file: source.repo, because: thrown.message });
    return await downloadOnce(source, options).catch((again) => {
      if (!(again instanceof FileChanged)) throw again;
      throw new AssayError({
        code: "download-failed",
        message: `The files of ${source.repo} changed twice during the download (${again.message}).`,
        hint: "Try again later, or name a commit.",
        remedies: ["name-revision"],
        cause: again,
      });
    });
  }
}

async function downloadOnce(source: HubSource, options: HubDownloadOptions): Promise<Downloaded> {
  const { client, context, hubCache, signal, force = false, onEvent = () => {} } = options;
  const { revision = "main" } = source;
  const repo = await client.readRepo(source.repo, revision, { signal });
  const repoFolder = repoFolderOf(hubCache, repo.repo);
  const offered = repo.files.map(({ path }) => path);
  // Before the first byte: a model that lacks a part is of no use, whatever of it has come.
  const wanted = completeFiles(source.files.map(checkFilePath), offered);
  const files = wanted.map((path) => findFile(repo, path));
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const meter = createProgressMeter(totalBytes, context.clock, onEvent);
  const paths: string[] = [];
  let alreadyThere = true;
  let laterBytes = totalBytes;
  for (const file of files) {
    laterBytes -= file.sizeBytes;
    const cached: CachedFile = { repoFolder, commit: repo.commit, path: file.path, blobId: file.blobId };
    const isHere = !force && (await isInCache(cached, file, context));
    if (isHere) meter.skip(file.sizeBytes);
    else {
      const target = { stagingDirectory: join(repoFolder, STAGING_FOLDER), id: file.blobId, path: blobPathOf(cached) };
      const result = await downloadFile(toRemote(client, repo, file), target, context, {
        signal,
        onEvent,
        meter,
        laterBytes,
        force,
        isRight: ({ sha256, gitBlobId }) => file.blobId === (file.sha256 === undefined ? gitBlobId : sha256),
        onVerified: ({ sha256 }) => record(source, repo, file, sha256, options),
      });
      alreadyThere &&= result.alreadyThere;
    }
    paths.push(await placeFile(cached, context));
  }
  await writeRef(context, repoFolder, revision, repo.commit);
  return describe(paths, context, alreadyThere);
}

/** Whether the content is there, in the form of the cache with links or in that without. */
async function isInCache(cached: CachedFile, { sizeBytes }: HubRepoFile, context: DownloadContext): Promise<boolean> {
  return (
    (await isThere(context, blobPathOf(cached), sizeBytes)) ||
    (await isThere(context, snapshotPathOf(cached), sizeBytes))
  );
}

async function placeFile(cached: CachedFile, context: DownloadContext): Promise<string> {
  // Where other tools could make no links, they have put the file itself into the snapshot.
  const hasBlob = await context.fs.stat(blobPathOf(cached)).then(
    () => true,
    () => false,
  );
  return hasBlob ? linkIntoSnapshot(context, cached) : snapshotPathOf(cached);
}

function findFile(repo: HubRepo, path: string): HubRepoFile {
  const file = repo.files.find((file) => file.path === path);
  if (file !== undefined) return file;
  const models = repo.files.map(({ path }) => path).filter((name) => /\.(gguf|onnx)$/i.test(name));
  throw new AssayError({
    code: "unknown-model",
    message: `${repo.repo} has no file ${path}.`,
    hint:
      models.length > 0
        ? `Its models are ${models.slice(0, 12).join(", ")}.`
        : "It has no model file: look for another repository with `assay model search <words>`.",
  });
}

function toRemote(client: HubClient, { repo, commit }: HubRepo, { path, sizeBytes, blobId }: HubRepoFile): RemoteFile {
  return {
    name: path,
    host: new URL(client.endpoint).host,
    sizeBytes,
    etag: blobId,
    open: (range) => client.openRange({ repo, revision: commit, path }, range),
  };
}

async function record(
  { revision = "main" }: HubSource,
  { repo, commit }: HubRepo,
  { path, blobId, sizeBytes }: HubRepoFile,
  sha256: string,
  { context, hubCache, stateDirectory, client }: HubDownloadOptions,
): Promise<void> {
  await createDownloadRecords(stateDirectory, context).write({
    schema: 1,
    type: "hub",
    hubCache,
    repo,
    revision,
    commit,
    path,
    blobId,
    endpoint: client.endpoint,
    sizeBytes,
    sha256,
    downloadedAt: context.now().toISOString(),
  });
}

async function describe(paths: readonly string[], { fs }: DownloadContext, alreadyThere: boolean): Promise<Downloaded> {
  const sizes = await Promise.all(paths.map(async (path) => (await fs.stat(path)).size));
  return { path: paths[0] ?? "", files: paths, bytes: sizes.reduce((sum, size) => sum + size, 0), alreadyThere };
}
