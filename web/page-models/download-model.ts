import { AssayError } from "../../src/core/errors.ts";
import { findWhole, hasStorage, isNamed, openModelFolder, requireRoom, storageFull } from "./model-storage.ts";
import type { PageModel, PageModelFile } from "./page-model.ts";

/** A file that is written in place, which only workers can and the types of a page do not know. */
interface SyncFile {
  getSize(): number;
  truncate(sizeBytes: number): void;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

interface WorkerFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncFile>;
  /** Gives it another name in its folder. */
  move(name: string): Promise<void>;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether files are kept in the browser's storage where it has one. */
  readonly keep: boolean;
  /** Told for each piece that arrives: the file, and its bytes that are there. */
  readonly onProgress: (file: PageModelFile, loadedBytes: number) => void;
}

export interface DownloadedModel {
  /** By their names. */
  readonly files: ReadonlyMap<string, Blob>;
  /** That came from the service now. */
  readonly downloadedBytes: number;
}

/**
 * Gets the files of a model: from the browser's storage, and what is not there from the service. A download that was cut
 * goes on where it ended. Runs in a worker, which alone can write files in place.
 *
 * @throws AssayError `storage-failed`, `download-failed`, `model-missing`, `aborted`
 */
export async function downloadModel(model: PageModel, options: DownloadOptions): Promise<DownloadedModel> {
  if (!options.keep || !hasStorage()) return downloadIntoMemory(model, options);
  // Of several tabs one downloads; the others then find the files.
  return navigator.locks.request(`assay-model-${model.digest}`, { signal: options.signal }, () =>
    downloadIntoStorage(model, options),
  );
}

async function downloadIntoStorage(model: PageModel, options: DownloadOptions): Promise<DownloadedModel> {
  const folder = await openModelFolder(model);
  const files = new Map<string, Blob>();
  let downloadedBytes = 0;
  const found = await Promise.all(model.files.map(({ name }) => findWhole(folder, name)));
  const missing = model.files.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) await requireRoom(missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  for (const [index, file] of model.files.entries()) {
    let stored = found[index];
    if (stored === undefined) {
      downloadedBytes += await store(folder, file, options);
      stored = await findWhole(folder, file.name);
    }
    if (stored === undefined) throw damaged(file, "it is gone again");
    options.onProgress(file, file.sizeBytes);
    files.set(file.name, stored);
  }
  return { files, downloadedBytes };
}

/** Downloads one file beside its name, and gives it its name when it is whole. */
async function store(
  folder: FileSystemDirectoryHandle,
  file: PageModelFile,
  options: DownloadOptions,
): Promise<number> {
  const name = encodeURIComponent(file.name);
  const handle = (await folder.getFileHandle(`${name}.part`, { create: true })) as WorkerFileHandle;
  const part = await handle.createSyncAccessHandle();
  let downloadedBytes = 0;
  try {
    if (part.getSize() > file.sizeBytes) part.truncate(0);
    if (part.getSize() < file.sizeBytes) downloadedBytes = await fill(part, file, options);
    part.flush();
  } catch (cause) {
    if (isNamed(cause, "QuotaExceededError")) throw storageFull(file.sizeBytes, undefined, cause);
    throw cause;
  } finally {
    part.close();
  }
  try {
    const content = await handle.getFile();
    // A full storage drops what it has no room for, and says nothing.
    if (content.size < file.sizeBytes) throw storageFull(file.sizeBytes);
    await requireDigest(file, content);
  } catch (error) {
    await folder.removeEntry(`${name}.part`);
    throw error;
  }
  await handle.move(name);
  return downloadedBytes;
}

async function fill(part: SyncFile, file: PageModelFile, options: DownloadOptions): Promise<number> {
  const start = part.getSize();
  const { body, isRest } = await ask(file, start, options);
  if (!isRest) part.truncate(0);
  let at = isRest ? start : 0;
  const begun = at;
  for await (const bytes of body) {
    if (at + bytes.length > file.sizeBytes) throw damaged(file, "it is longer than its size says");
    part.write(bytes, { at });
    at += bytes.length;
    options.onProgress(file, at);
  }
  if (at < file.sizeBytes) throw cut(file, at);
  return at - begun;
}

async function downloadIntoMemory(model: PageModel, options: DownloadOptions): Promise<DownloadedModel> {
  const files = new Map<string, Blob>();
  for (const file of model.files) {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let at = 0;
    for await (const bytes of (await ask(file, 0, options)).body) {
      pieces.push(bytes);
      at += bytes.length;
      options.onProgress(file, at);
    }
    if (at !== file.sizeBytes) throw cut(file, at);
    const blob = new Blob(pieces);
    await requireDigest(file, blob);
    files.set(file.name, blob);
  }
  return { files, downloadedBytes: model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

interface FileBody {
  readonly body: AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** Whether it begins where it was asked to; else it is the whole file. */
  readonly isRest: boolean;
}

async function ask(file: PageModelFile, start: number, { signal, ...options }: DownloadOptions): Promise<FileBody> {
  const headers = { ...options.headers, ...(start === 0 ? {} : { range: `bytes=${start}-` }) };
  const reply = await fetch(file.url, { headers, signal, cache: "no-store" }).catch((cause: unknown) => {
    if (signal.aborted) throw aborted(cause);
    throw unreachable(file, cause);
  });
  if (!reply.ok || reply.body === null)
    throw new AssayError({
      code: reply.status === 404 ? "model-missing" : "download-failed",
      message: `The service does not give ${file.name}: it answered ${reply.status}.`,
      hint: "Look whether the model is still on the service's machine.",
    });
  const isRest = reply.status === 206 && reply.headers.get("content-range")?.startsWith(`bytes ${start}-`) === true;
  return { body: readPieces(reply.body, file, signal), isRest };
}

async function* readPieces(body: ReadableStream<Uint8Array<ArrayBuffer>>, file: PageModelFile, signal: AbortSignal) {
  try {
    yield* body;
  } catch (cause) {
    throw signal.aborted ? aborted(cause) : unreachable(file, cause);
  }
}

/** Larger files would need as much memory again, since a browser digests bytes in one piece only. */
const MOST_DIGESTED_BYTES = 512 * 2 ** 20;

async function requireDigest(file: PageModelFile, content: Blob): Promise<void> {
  if (file.digest === undefined || content.size > MOST_DIGESTED_BYTES || globalThis.crypto.subtle === undefined) return;
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", await content.arrayBuffer()));
  const digits = Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (digits !== file.digest.replace(/^sha256:/, "")) throw damaged(file, "its digest is another one");
}

function damaged({ name }: PageModelFile, why: string): AssayError {
  return new AssayError({
    code: "download-failed",
    message: `The download of ${name} is not what the service offers: ${why}.`,
    hint: "Load the model again.",
  });
}

function cut({ name, sizeBytes }: PageModelFile, at: number): AssayError {
  return new AssayError({
    code: "download-failed",
    message: `The download of ${name} was cut after ${at} of ${sizeBytes} bytes.`,
    hint: "Load the model again: it goes on where it was cut.",
  });
}

function unreachable({ name }: PageModelFile, cause: unknown): AssayError {
  return new AssayError({
    code: "download-failed",
    message: `The service does not answer, so ${name} cannot be downloaded.`,
    hint: "Look whether the service runs, then load the model again: it goes on where it was cut.",
    cause,
  });
}

function aborted(cause: unknown): AssayError {
  return new AssayError({ code: "aborted", message: "The download of the model was stopped.", cause });
}
