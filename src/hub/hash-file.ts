import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

/** Digests of a file's content, in hexadecimal. */
export interface FileDigests {
  readonly sha256: string;
  /** Git's name of it: SHA-1 over `blob <size>`, a zero and the content. Source: git's "Git Objects". */
  readonly gitBlobId: string;
}

const CHUNK_BYTES = 1 << 20;
/** Large files have their SHA-256 for a name and no other is asked for, so the second one is not computed. */
const MOST_BYTES_OF_GIT = 64 << 20;

/** Reads a file and computes its digests; git's is empty for a file above 64 MiB. */
export async function hashFile(
  path: string,
  signal?: AbortSignal,
  onBytes?: (bytes: number) => void,
): Promise<FileDigests> {
  const { size } = await stat(path);
  const sha256 = createHash("sha256");
  const git = size <= MOST_BYTES_OF_GIT ? createHash("sha1").update(`blob ${size}\0`) : undefined;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, ...(signal && { signal }) })) {
    sha256.update(chunk);
    git?.update(chunk);
    onBytes?.(chunk.length);
  }
  return { sha256: sha256.digest("hex"), gitBlobId: git?.digest("hex") ?? "" };
}
