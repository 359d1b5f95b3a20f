import type { Passage } from "../document-text.ts";

/** What an index holds of one document, without its passages. */
export interface IndexedDocument {
  /** Unique in the index: the path from the set's folder, or the place in a list. */
  readonly name: string;
  /** SHA-256 of its content. */
  readonly digest: string;
  readonly passages: number;
}

/** A passage as it is stored. */
export interface IndexedPassage extends Passage {
  /** Of the same embedding model for all; absent where the index has none. */
  readonly vector?: Float32Array | undefined;
}

/** A passage that was found. */
export interface FoundPassage extends Passage {
  readonly document: string;
  /** Place among all passages by words, and by vectors, from 1; absent where it was not among the best. */
  readonly lexicalRank?: number | undefined;
  readonly vectorRank?: number | undefined;
  /** Cosine similarity of question and passage; absent without vectors. */
  readonly closeness?: number | undefined;
  /** Higher is better; only the order within one search means something. */
  readonly score: number;
}

export interface IndexFacts {
  /** Digest or id of the model that made the vectors; absent: words alone are searched. */
  readonly embeddingModel?: string | undefined;
  /** Name under which it was opened. */
  readonly embeddingName?: string | undefined;
  readonly dimensions?: number | undefined;
}

export interface SearchQuery {
  readonly text: string;
  /** By the index's own embedding model; absent: words alone are searched. */
  readonly vector?: Float32Array | undefined;
  readonly limit: number;
}

/**
 * Passages of documents, to be searched by words and by meaning.
 *
 * Each change of a document is whole or has not happened, whenever the process ends.
 */
export interface DocumentIndex extends Disposable {
  readonly facts: IndexFacts;
  documents(): readonly IndexedDocument[];
  /** Puts a document in the place of the one of its name. @throws AssayError `invalid-input` for vectors of another model or length */
  put(document: Omit<IndexedDocument, "passages">, passages: readonly IndexedPassage[]): void;
  /** @returns whether there was one */
  remove(name: string): boolean;
  /** The best passages first; none where nothing matches. */
  search(query: SearchQuery): readonly FoundPassage[];
}
