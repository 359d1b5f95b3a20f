import type { Usage } from "./usage.ts";

/** Turns texts into vectors. */
export interface EmbeddingModel extends AsyncDisposable {
  readonly id: string;
  /** Length of every vector; absent until an endpoint has answered once. */
  readonly dimensions?: number | undefined;
  /** Most tokens of one text. Longer texts are refused with `context-exceeded`. Absent when unknown. */
  readonly maxTokens?: number | undefined;
  /**
   * Embeds each text; vectors come in the order of the texts and have length 1 where the model normalises.
   * @throws AssayError `context-exceeded`, and whatever stops the engine
   */
  embed(texts: readonly string[], options?: { readonly signal?: AbortSignal | undefined }): Promise<Embeddings>;
}

export interface Embeddings {
  readonly vectors: readonly Float32Array[];
  readonly usage: Usage;
}
