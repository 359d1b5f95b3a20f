import type { GgufFile } from "./read-gguf-file.ts";

/** Files of embedding models say how token vectors become one (`pooling_type`; 0 is none, 4 ranks pairs of texts). */
export function isEmbeddingFile({ header }: Pick<GgufFile, "header">): boolean {
  const pooling = header.metadata.get(`${header.architecture}.pooling_type`);
  return pooling === 1 || pooling === 2 || pooling === 3;
}
