import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { listParts } from "../formats/list-parts.ts";
import { type ContentDigestOptions, contentDigest } from "./content-digest.ts";

export interface ModelDigest {
  /** SHA-256 of the file; of a model in several, SHA-256 of their digests one after the other. */
  readonly sha256: string;
  /** Of all files. */
  readonly sizeBytes: number;
}

/** Digests all files of a model. @throws AssayError as `contentDigest()` does */
export async function digestModel(path: string, options: ContentDigestOptions): Promise<ModelDigest> {
  const parts = listParts(path);
  const digests: string[] = [];
  let sizeBytes = 0;
  for (const part of parts) {
    digests.push(await contentDigest(part, options));
    sizeBytes += (await stat(part)).size;
  }
  return { sha256: joinDigests(digests), sizeBytes };
}

/** One digest of the parts' digests, in their order. */
export function joinDigests(digests: readonly string[]): string {
  const [only = "", ...others] = digests;
  return others.length === 0 ? only : createHash("sha256").update(digests.join("")).digest("hex");
}
