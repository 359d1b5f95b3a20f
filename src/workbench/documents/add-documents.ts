import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { OpenPart } from "../../core/engine.ts";
import { AssayError, type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import { chunkDocument } from "../../documents/chunk/chunk-document.ts";
import type { DocumentText, Passage } from "../../documents/document-text.ts";
import type { DocumentIndex } from "../../documents/index/document-index.ts";
import { openSqliteIndex } from "../../documents/index/open-sqlite-index.ts";
import { readDocument } from "../../documents/read/read-document.ts";
import { makeFolder } from "../../system/make-folder.ts";
import { statFile } from "../../system/stat-file.ts";
import type { Workspace } from "../workspace.ts";
import { fileOfSet } from "./document-set.ts";
import { listFiles } from "./list-files.ts";
import { type Embedder, embedTexts, openEmbedder } from "./open-embedder.ts";

export interface AddDocumentsOptions {
  readonly paths: readonly string[];
  readonly set: string;
  /** Name of the embedding model. */
  readonly by: string;
  readonly workspace: Workspace;
  readonly openPart: OpenPart;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: AddProgress) => void) | undefined;
}

export interface AddProgress {
  readonly document: string;
  /** Files done, of all. */
  readonly done: number;
  readonly total: number;
}

/** What adding came to. */
export interface AddedDocuments {
  readonly set: string;
  readonly file: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: number;
  /** Were in the set and are no longer in the folder. */
  readonly removed: readonly string[];
  /** Files of forms that cannot be read. */
  readonly skipped: readonly string[];
  /** Files that could not be read, with the reason; what the set had of them stays. */
  readonly failed: readonly { readonly document: string; readonly error: ErrorRecord }[];
  readonly passages: number;
  readonly status: "complete" | "stopped";
}

/** A third of what the shipped embedding model reads, so that texts of many tokens a word fit too. */
const MOST_CHARACTERS = 800;
const MOST_BYTES = 50_000_000;

/**
 * Adds files and folders to a set of documents, document by document: what is stopped midway keeps what it has. Documents that did
 * not change cost a digest.
 *
 * @throws AssayError `invalid-input` for paths where nothing can be read, or another embedding model than the set's
 */
export async function addDocuments(options: AddDocumentsOptions): Promise<AddedDocuments> {
  const { workspace, set, signal } = options;
  const file = fileOfSet(set, workspace);
  const listed = await listFiles(options.paths, workspace.directory);
  await using embedder = await openEmbedder(options.by, options);
  await makeFolder(dirname(file));
  const [probe] = statFile(file) === undefined ? (await embedder.embedding.embed(["x"], { signal })).vectors : [];
  const facts = { embeddingModel: embedder.digest, embeddingName: embedder.name };
  using index = openSqliteIndex(file, { ...facts, ...(probe !== undefined && { dimensions: probe.length }) });
  const adding = new Adding(index, embedder, options);
  for (const [done, one] of listed.files.entries()) {
    if (signal?.aborted) break;
    options.onProgress?.({ document: one.name, done, total: listed.files.length });
    await adding.addFile(one.name, one.path);
  }
  const status = signal?.aborted ? "stopped" : "complete";
  if (status === "complete") adding.removeMissing(listed.whole);
  const passages = index.documents().reduce((sum, document) => sum + document.passages, 0);
  return { set, file, skipped: listed.skipped, passages, status, ...adding.result };
}

class Adding {
  readonly result = {
    added: [] as string[],
    changed: [] as string[],
    unchanged: 0,
    removed: [] as string[],
    failed: [] as { document: string; error: ErrorRecord }[],
  };
  readonly #index: DocumentIndex;
  readonly #embedder: Embedder;
  readonly #signal: AbortSignal | undefined;
  readonly #known: ReadonlyMap<string, string>;
  readonly #seen = new Set<string>();

  constructor(index: DocumentIndex, embedder: Embedder, { signal }: AddDocumentsOptions) {
    this.#index = index;
    this.#embedder = embedder;
    this.#signal = signal;
    this.#known = new Map(index.documents().map(({ name, digest }) => [name, digest]));
  }

  async addFile(name: string, path: string): Promise<void> {
    this.#seen.add(name);
    try {
      const size = statFile(path)?.size ?? 0;
      if (size > MOST_BYTES) throw tooLarge(name, size);
      for (const { suffix, document } of readDocument(name, await readFile(path)))
        await this.#addDocument(name + suffix, document);
    } catch (thrown) {
      const error = toErrorRecord(thrown);
      if (this.#signal?.aborted) return;
      // What the set has of it stays: it may be readable again tomorrow.
      for (const known of this.#known.keys()) if (known.startsWith(`${name}#`)) this.#seen.add(known);
      this.result.failed.push({ document: name, error });
    }
  }

  /** Takes out what lies below listed folders no more. */
  removeMissing(whole: readonly string[]): void {
    for (const name of this.#known.keys()) {
      const isBelow = whole.some((beginning) => name.startsWith(beginning));
      const isGoneFromList = name.includes("#") && this.#seen.has(name.slice(0, name.lastIndexOf("#")));
      if (this.#seen.has(name) || !(isBelow || isGoneFromList)) continue;
      this.#index.remove(name);
      this.result.removed.push(name);
    }
  }

  async #addDocument(name: string, document: DocumentText): Promise<void> {
    this.#seen.add(name);
    const digest = createHash("sha256").update(document.text).digest("hex");
    const known = this.#known.get(name);
    if (known === digest) {
      this.result.unchanged += 1;
      return;
    }
    const passages = chunkDocument(document, { mostCharacters: MOST_CHARACTERS });
    const vectors = await embedTexts(passages.map(toEmbed), this.#embedder.embedding, this.#signal);
    const embedded = passages.map((passage, index) => ({ ...passage, vector: vectors[index] }));
    this.#index.put({ name, digest }, embedded);
    this.result[known === undefined ? "added" : "changed"].push(name);
  }
}

/** A passage means what stands in it below its headings. */
function toEmbed({ headings, text }: Passage): string {
  return [headings.join(" > "), text].filter(Boolean).join("\n");
}

function tooLarge(name: string, size: number): AssayError {
  return new AssayError({
    code: "invalid-file",
    message: `${name} has ${Math.round(size / 1e6)} MB, more than the ${MOST_BYTES / 1e6} MB that a document may have.`,
    hint: "Part it into smaller files.",
  });
}
