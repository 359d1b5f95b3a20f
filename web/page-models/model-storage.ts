import { AssayError } from "../../src/core/errors.ts";
import { formatMegabytes } from "../../src/lib/format-megabytes.ts";
import type { PageModel } from "./page-model.ts";

/** Folder of the origin's own file system. */
const FOLDER = "assay-models";
const LIST = "model.json";

/** A model of which files lie in the browser's storage. */
export interface StoredModel {
  readonly digest: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Whether every file is there as a whole. */
  readonly isComplete: boolean;
}

/** Room that the browser gives this page; what it does not say is absent. */
export interface StorageRoom {
  readonly usageBytes?: number | undefined;
  readonly quotaBytes?: number | undefined;
  /** Whether the browser deletes nothing by itself when the disk gets full. */
  readonly isPersistent: boolean;
}

interface StoredList {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
}

/** Whether this page has a storage for files. Pages that come over plain http from another machine have none. */
export function hasStorage(): boolean {
  return typeof navigator.storage?.getDirectory === "function";
}

/** Lists the stored models. */
export async function listStoredModels(): Promise<readonly StoredModel[]> {
  if (!hasStorage()) return [];
  const models: StoredModel[] = [];
  for await (const [digest, folder] of (await openRoot()).entries())
    if (folder instanceof FileSystemDirectoryHandle) models.push(await describe(digest, folder));
  return models;
}

/** Removes a model's files, whole ones and parts. */
export async function removeStoredModel(digest: string): Promise<void> {
  if (!hasStorage()) return;
  try {
    await (await openRoot()).removeEntry(digest, { recursive: true });
  } catch (cause) {
    if (isNamed(cause, "NotFoundError")) return;
    throw new AssayError({
      code: "storage-failed",
      message: "The stored model cannot be removed: a tab of this browser uses it.",
      hint: "Close the other tabs, then remove it.",
      cause,
    });
  }
}

export async function readStorageRoom(): Promise<StorageRoom> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return {
    usageBytes: usage,
    quotaBytes: quota,
    isPersistent: (await navigator.storage?.persisted?.()) ?? false,
  };
}

/** The folder of one model, made and listed when it is not there. */
export async function openModelFolder(model: PageModel): Promise<FileSystemDirectoryHandle> {
  const folder = await (await openRoot()).getDirectoryHandle(model.digest, { create: true });
  const list: StoredList = {
    name: model.name,
    files: model.files.map(({ name, sizeBytes }) => ({ name, sizeBytes })),
  };
  const writable = await (await folder.getFileHandle(LIST, { create: true })).createWritable();
  await writable.write(JSON.stringify(list));
  await writable.close();
  return folder;
}

/** A file that is stored as a whole; undefined where it is not. */
export async function findWhole(folder: FileSystemDirectoryHandle, name: string): Promise<File | undefined> {
  try {
    return await (await folder.getFileHandle(encodeURIComponent(name))).getFile();
  } catch (error) {
    if (isNamed(error, "NotFoundError")) return undefined;
    throw error;
  }
}

/** Checks that so many more bytes fit, and asks the browser to keep them. @throws AssayError `storage-failed` */
export async function requireRoom(bytes: number): Promise<void> {
  const { usageBytes = 0, quotaBytes = Number.POSITIVE_INFINITY } = await readStorageRoom();
  // Only a browser that is not asked deletes stored files when the disk gets full.
  await navigator.storage.persist?.().catch(() => false);
  if (usageBytes + bytes > quotaBytes) throw storageFull(bytes, quotaBytes - usageBytes);
}

export function storageFull(neededBytes: number, freeBytes?: number, cause?: unknown): AssayError {
  const free = freeBytes === undefined ? "" : `, and ${formatMegabytes(Math.max(0, freeBytes))} are left`;
  return new AssayError({
    code: "storage-failed",
    message: `The browser's storage has no room for the model: it needs ${formatMegabytes(neededBytes)}${free}.`,
    hint: "Remove a stored model, free some disk, or load the model without keeping it.",
    cause,
  });
}

export function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

async function openRoot(): Promise<FileSystemDirectoryHandle> {
  try {
    return await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  } catch (cause) {
    throw new AssayError({
      code: "storage-failed",
      message: `The browser's storage cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Leave private browsing, allow this page to store data, or load the model without keeping it.",
      cause,
    });
  }
}

async function describe(digest: string, folder: FileSystemDirectoryHandle): Promise<StoredModel> {
  const files = new Map<string, number>();
  for await (const [name, handle] of folder.entries())
    if (handle instanceof FileSystemFileHandle) files.set(name, (await handle.getFile()).size);
  const list = await readList(folder);
  return {
    digest,
    name: list?.name ?? digest,
    sizeBytes: [...files.values()].reduce((sum, size) => sum + size, 0),
    isComplete: list?.files.every(({ name }) => files.has(encodeURIComponent(name))) === true,
  };
}

async function readList(folder: FileSystemDirectoryHandle): Promise<StoredList | undefined> {
  try {
    const file = await (await folder.getFileHandle(LIST)).getFile();
    return JSON.parse(await file.text()) as StoredList;
  } catch {
    // A tab that was closed while it wrote leaves no list: its model counts as incomplete.
    return undefined;
  }
}
