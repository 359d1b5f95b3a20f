import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { AssayError } from "../../core/errors.ts";
import { incompleteModel } from "../parts/incomplete-model.ts";
import { listPartNames } from "../parts/part-name.ts";
import { areTwins, comparedBytes } from "./compare-twins.ts";
import { requireModelKind } from "./gguf-kind.ts";
import type { GgufContent, GgufHeader } from "./header/gguf-header.ts";
import { invalidGguf, readGgufHeader } from "./header/read-gguf-header.ts";

/** Facts about a GGUF file that are known without loading it. */
export interface GgufFile extends GgufContent {
  readonly path: string;
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
  const { header, sizeBytes, modifiedMs } = await readComplete(filePath);
  const kind = requireModelKind(filePath, header);
  const others = await Promise.all((await listOtherParts(filePath, header)).map(readComplete));
  const allBytes = others.reduce((sum, part) => sum + part.sizeBytes, sizeBytes);
  return { path: filePath, kind, header, sizeBytes: allBytes, modifiedMs };
}

/** Reads the header of one file, all of whose tensors lie within it. */
async function readComplete(filePath: string): Promise<Omit<GgufFile, "kind">> {
  const handle = await openModel(filePath);
  try {
    const { size, mtimeMs } = await handle.stat();
    const read = (start: number, end: number) => readFromHandle(handle, start, end);
    const header = await readGgufHeader({ name: filePath, sizeBytes: size, read }, headerLimits);
    if (header.requiredBytes > size)
      throw invalidGguf(filePath, `it is cut off: its tensors need ${header.requiredBytes} bytes, it has ${size}`);
    const parameters = header.parameters - (await countRepeated(header, read));
    return { path: filePath, header: { ...header, parameters }, sizeBytes: size, modifiedMs: mtimeMs };
  } finally {
    await handle.close();
  }
}

/** Numbers that the file writes twice although the model has them once. */
async function countRepeated(
  { twins = [] }: GgufHeader,
  read: (start: number, end: number) => Promise<Buffer>,
): Promise<number> {
  const [one, other] = twins;
  if (one === undefined || other === undefined) return 0;
  const [bytes, otherBytes] = await Promise.all(
    [one, other].map((place) => read(place.offset, place.offset + comparedBytes(place))),
  );
  if (bytes === undefined || otherBytes === undefined) return 0;
  return areTwins([one, other], [bytes, otherBytes]) ? other.elements : 0;
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

/** The other parts of a split model. @throws AssayError `model-missing` unless all are there */
async function listOtherParts(filePath: string, header: GgufHeader): Promise<readonly string[]> {
  const count = Number(header.metadata.get("split.count") ?? 1);
  if (count <= 1) return [];
  const parts = listPartNames(path.basename(filePath));
  if (parts?.length !== count)
    throw invalidGguf(filePath, `it is one of ${count} parts, and its name must end in -00001-of-${pad(count)}.gguf`);
  const beside = new Set(await readdir(path.dirname(filePath)));
  const missing = parts.filter((name) => !beside.has(name));
  if (missing.length > 0) throw incompleteModel(filePath, missing);
  return parts
    .filter((name) => name !== path.basename(filePath))
    .map((name) => path.join(path.dirname(filePath), name));
}

function pad(number: number): string {
  return String(number).padStart(5, "0");
}
