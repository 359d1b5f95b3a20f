import { constants } from "node:fs/promises";
import { dirname } from "node:path";
import { AssayError, toAssayError } from "../../core/errors.ts";
import { fileErrorCode } from "../../system/file-error-code.ts";
import { describeOwner, takeFileLock } from "../../system/file-lock.ts";
import type { DownloadContext } from "../download-context.ts";
import { type FileDigests, hashFile } from "../hash-file.ts";
import { countBytes } from "../intervals.ts";
import { readStaging, removeStaging, type Staging, stagingOf, writeStaging } from "../staging.ts";
import { checkFreeSpace } from "./check-free-space.ts";
import { createJournalWriter } from "./create-journal-writer.ts";
import type { OnDownloadEvent } from "./download-event.ts";
import type { ProgressMeter } from "./progress-meter.ts";
import { toStorageFailure } from "./storage-failure.ts";
import { type RemoteFile, transfer } from "./transfer.ts";

export interface DownloadTarget {
  /** Folder for what is under way, on the volume of `path`. */
  readonly stagingDirectory: string;
  /** Name of what is under way: the same content must have the same, other content another. */
  readonly id: string;
  /** Place of the file once it is complete and verified. */
  readonly path: string;
}

export interface DownloadFileOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent: OnDownloadEvent;
  readonly meter: ProgressMeter;
  /** Bytes of other files that will come after this one and need room too. */
  readonly laterBytes?: number | undefined;
  /** Downloads it whatever is there. */
  readonly force?: boolean | undefined;
  /** Whether a complete file, at `path` for now, has the right content. */
  readonly isRight: (digests: FileDigests, path: string) => boolean | Promise<boolean>;
  /** Called with the digests when the file is right, before it gets its name. */
  readonly onVerified?: ((digests: FileDigests) => Promise<void>) | undefined;
}

export interface DownloadedFile {
  /** Whether somebody else has put it there. */
  readonly alreadyThere: boolean;
  /** Absent when it was there. */
  readonly sha256?: string | undefined;
}

const ASK_AGAIN_MS = 500;

/**
 * Downloads one file: resumed, verified, and only then under its name; one process at a time.
 *
 * @throws FileChanged when the server has another content in the middle; AssayError `download-failed`, `storage-failed`,
 *   `access-denied`, `unknown-model`, `endpoint-unreachable`, `endpoint-status`, `aborted`
 */
export async function downloadFile(
  remote: RemoteFile,
  target: DownloadTarget,
  context: DownloadContext,
  options: DownloadFileOptions,
): Promise<DownloadedFile> {
  const { fs } = context;
  const staging = stagingOf(target.stagingDirectory, target.id);
  try {
    await fs.mkdir(dirname(target.path), { recursive: true });
    await using _lock = await waitForLock(staging, remote, context, options);
    if (options.force !== true && (await isThere(context, target.path, remote.sizeBytes))) {
      options.meter.skip(remote.sizeBytes);
      await removeStaging(context, staging);
      return { alreadyThere: true };
    }
    await fetchPart(remote, staging, context, options);
    options.onEvent({ type: "verifying", file: remote.name });
    const digests = await verify(remote, staging, context, options);
    await options.onVerified?.(digests);
    await moveInto(context, staging.part, target.path, remote.sizeBytes);
    await removeStaging(context, staging);
    return { alreadyThere: false, sha256: digests.sha256 };
  } catch (thrown) {
    throw toStorageFailure(thrown, `store ${remote.name} at ${target.path}`);
  }
}

/** Whether a complete file has this name. */
export async function isThere({ fs }: DownloadContext, path: string, sizeBytes: number): Promise<boolean> {
  const found = await fs.stat(path).catch(() => undefined);
  return found?.isFile() === true && found.size === sizeBytes;
}

async function waitForLock(
  { lock }: Staging,
  { name }: RemoteFile,
  context: DownloadContext,
  { signal, onEvent }: DownloadFileOptions,
): Promise<AsyncDisposable> {
  let told = "";
  while (true) {
    if (signal?.aborted) throw new AssayError({ code: "aborted", message: `Waiting for ${name} was stopped.` });
    try {
      // Each time: whoever cleans up removes the folder when it is empty.
      await context.fs.mkdir(dirname(lock), { recursive: true });
      return await takeFileLock(context, lock, (owner, path) => {
        const message = `${name} is being downloaded by ${describeOwner(owner)} (${path})`;
        return new AssayError({ code: "run-locked", message });
      });
    } catch (thrown) {
      if (fileErrorCode(thrown) === "ENOENT") continue;
      if (!(thrown instanceof AssayError) || thrown.code !== "run-locked") throw thrown;
      if (told !== thrown.message) onEvent({ type: "waiting", file: name, owner: thrown.message });
      told = thrown.message;
      await context.clock.sleep(ASK_AGAIN_MS, signal);
    }
  }
}

async function fetchPart(
  remote: RemoteFile,
  staging: Staging,
  context: DownloadContext,
  options: DownloadFileOptions,
): Promise<void> {
  const { fs } = context;
  const { meter, onEvent, signal } = options;
  const { name, sizeBytes, etag } = remote;
  const found = options.force === true ? [] : await readStaging(context, staging, { sizeBytes, etag });
  if (found === "changed") onEvent({ type: "restarted", file: name, because: `${name} is another file now` });
  const done = found === "changed" ? [] : found;
  if (done.length === 0) await removeStaging(context, staging);
  const resumedBytes = countBytes(done);
  await checkFreeSpace(context, dirname(staging.part), sizeBytes - resumedBytes + (options.laterBytes ?? 0));
  onEvent({ type: "started", file: name, sizeBytes, resumedBytes });
  meter.skip(resumedBytes);
  // Before the part: one without a journal is nobody's, and would never be cleaned away.
  if (done.length === 0)
    await writeStaging(context, staging, { schema: 1, name, sizeBytes, ...(etag !== undefined && { etag }), done: [] });
  const file = await fs.open(staging.part, constants.O_RDWR | constants.O_CREAT);
  const journal = createJournalWriter(context, staging, remote, file, done);
  try {
    await transfer({ remote, file }, context, { done, signal, meter, onEvent, onWritten: journal.onWritten });
  } finally {
    await journal.flush().finally(() => file.close());
  }
  meter.tell();
}

async function verify(
  remote: RemoteFile,
  staging: Staging,
  context: DownloadContext,
  { signal, isRight, meter }: DownloadFileOptions,
): Promise<FileDigests> {
  const digests = await hashFile(staging.part, signal).catch((thrown) => {
    throw signal?.aborted ? toAssayError(thrown, "aborted") : thrown;
  });
  const { size } = await context.fs.stat(staging.part);
  if (size === remote.sizeBytes && (await isRight(digests, staging.part))) return digests;
  await removeStaging(context, staging);
  meter.skip(-remote.sizeBytes);
  throw new AssayError({
    code: "download-failed",
    message: `${remote.name} from ${remote.host} arrived damaged: its content does not match its digest. It was deleted.`,
    hint: "Try again. If it happens again, something on the way changes data: a proxy, a mirror or a failing disk.",
  });
}

const MOVE_TRIES = 5;
const MOVE_PAUSE_MS = 200;

/** Gives a complete file its name. Windows refuses that for a moment while a virus scanner looks at it, and for long while someone uses a file of that name. */
async function moveInto(context: DownloadContext, from: string, to: string, sizeBytes: number): Promise<void> {
  const { fs, clock } = context;
  for (let left = MOVE_TRIES; ; left -= 1) {
    try {
      return await fs.rename(from, to);
    } catch (thrown) {
      if (!["EPERM", "EACCES", "EBUSY", "EEXIST"].includes(fileErrorCode(thrown) ?? "")) throw thrown;
      // In use under this name, and complete: the same content is there.
      if (await isThere(context, to, sizeBytes)) return;
      if (left <= 1) throw thrown;
    }
    await clock.sleep(MOVE_PAUSE_MS);
  }
}
