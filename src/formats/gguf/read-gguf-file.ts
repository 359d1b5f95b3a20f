import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { AssayError } from "../../core/errors.ts";
import { pluralize } from "../../lib/pluralize.ts";
import type { GgufHeader } from "./gguf-header.ts";
import { requireModelKind } from "./gguf-kind.ts";
import { parsePartName, partsOf } from "./part-name.ts";
import { invalidGguf, readGgufHeader } from "./read-gguf-header.ts";

/** Facts about a GGUF file that are known without loading it. */
export interface GgufFile {
  readonly path: string;
  readonly kind: "chat" | "embedding";
  readonly header: GgufHeader;
  /** Bytes of the file, or of all parts of a split model. */
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** A first read that holds the header of most files, and the largest header that is believed (a vocabulary has some MB). */
const headerLimits = { firstBytes: 4 * 2 ** 20, mostBytes: 256 * 2 ** 20 };

/**
 * Reads a file's header and checks that its tensors lie within it; a cheap look that spares the library most bad files.
 *
 * @throws AssayError `model-missing`, or `model-invalid` with the path and the reason; a projector or an adapter is no model
 */
export async function readGgufFile(filePath: string): Promise<GgufFile> {
  const handle = await openModel(filePath);
  try {
    const { size, mtimeMs } = await handle.stat();
    const read = (start: number, end: number) => readFromHandle(handle, start, end);
    const header = await readGgufHeader({ name: filePath, sizeBytes: size, read }, headerLimits);
    if (header.requiredBytes > size)
      throw invalidGguf(filePath, `it is cut off: its tensors need ${header.requiredBytes} bytes, it has ${size}`);
    const kind = requireModelKind(filePath, header);
    return { path: filePath, kind, header, sizeBytes: await totalBytes(filePath, header, size), modifiedMs: mtimeMs };
  } finally {
    await handle.close();
  }
}

async function openModel(filePath: string): Promise<FileHandle> {
  try {
    if ((await stat(filePath)).isDirectory()) throw invalidGguf(filePath, "it is a folder");
    return await open(filePath, "r");
  } catch (cause) {
    if (cause instanceof AssayError) throw cause;
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw invalidGguf(filePath, String(cause), cause);
    throw new AssayError({
      code: "model-missing",
      message: `The file ${filePath} is not there.`,
      hint: `Check the path, or see \`assay model list\` for the models that are here.`,
      cause,
    });
  }
}

async function readFromHandle(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
  return bytes.subarray(0, bytesRead);
}

async function totalBytes(filePath: string, header: GgufHeader, size: number): Promise<number> {
  const count = header.metadata.get("split.count");
  const total = parsePartName(filePath)?.total;
  if (typeof count !== "number" || count <= 1 || total === undefined) return size;
  const folder = path.dirname(filePath);
  const files = (await readdir(folder)).map((name) => ({ path: path.join(folder, name) }));
  const parts = partsOf(path.join(folder, path.basename(filePath)), files) ?? [];
  if (parts.length !== total)
    throw new AssayError({
      code: "model-missing",
      message: `The model has ${total} parts; ${pluralize(parts.length, "part")} of them ${parts.length === 1 ? "is" : "are"} in ${folder}.`,
      hint: "Download the missing parts into the same folder.",
    });
  const sizes = await Promise.all(parts.map(async (part) => (await stat(part.path)).size));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
