/** Finds passages of a set of documents. */
export interface Retriever extends AsyncDisposable {
  /** The best passages first; none where nothing matches. @throws AssayError whatever keeps the index or its embedding model from answering */
  retrieve(question: string, options: RetrieveOptions): Promise<readonly RetrievedPassage[]>;
}

export interface RetrieveOptions {
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** A passage with its place, so that it can be cited. */
export interface RetrievedPassage {
  /** Name of the document in its set. */
  readonly document: string;
  /** UTF-16 units of the document's text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Headings that it stands below, the highest first. */
  readonly headings: readonly string[];
  /** From 1; absent where the document has no pages. */
  readonly page?: number | undefined;
  /** Cosine similarity with the question; absent where the set is searched by words alone. */
  readonly closeness?: number | undefined;
  /** Place by words, from 1; absent where none of the question's words told. */
  readonly lexicalRank?: number | undefined;
}

/** Opens the documents that a pipeline answers from, by the name of their set. */
export type OpenDocuments = (set: string, options: { readonly signal?: AbortSignal | undefined }) => Promise<Retriever>;
