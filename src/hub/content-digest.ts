import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { AssayError } from "../core/errors.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";

export interface ContentDigestOptions {
  /** Folder that remembers digests. */
  readonly stateDirectory: string;
  readonly signal?: AbortSignal | undefined;
}

const rememberedSchema = z.object({ schema: z.literal(1), identity: z.string(), digest: z.string() });

/**
 * The SHA-256 of a file's content, in hexadecimal.
 *
 * Read once and remembered as long as size, inode and times of content and status stay the same: the time of status
 * (ctime) cannot be set back by copying tools, as that of the content can.
 * @throws AssayError `model-missing` when there is no such file, `model-invalid` when it is none, `storage-failed` when it cannot be read or changes meanwhile, `aborted`
 */
export async function contentDigest(path: string, options: ContentDigestOptions): Promise<string> {
  const identity = await identify(path);
  const memory = join(options.stateDirectory, "digests", `${sha256(resolve(path))}.json`);
  const remembered = await recall(memory);
  if (remembered?.identity === identity) return remembered.digest;
  const digest = await computeDigest(path, options.signal);
  if ((await identify(path)) !== identity)
    throw new AssayError({
      code: "storage-failed",
      message: `${path} changed while its digest was taken.`,
      hint: "Wait until the file is written, then try again.",
    });
  await remember(memory, { schema: 1, identity, digest });
  return digest;
}

async function identify(path: string): Promise<string> {
  try {
    const info = await stat(path, { bigint: true });
    if (!info.isFile())
      throw new AssayError({
        code: "model-invalid",
        message: `${path} is no file.`,
        hint: "Name the file of the model.",
      });
    const { size, ino, mtimeNs, ctimeNs } = info;
    return [size, ino, mtimeNs, ctimeNs].join(" ");
  } catch (thrown) {
    throw fileError(path, thrown);
  }
}

async function computeDigest(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, signal ? { signal } : {});
  } catch (thrown) {
    throw fileError(path, thrown);
  }
  return hash.digest("hex");
}

async function recall(memory: string) {
  try {
    return rememberedSchema.parse(JSON.parse(await readFile(memory, "utf8")));
  } catch {
    // Absent, or half written by someone else: computing it again is right in every case.
    return undefined;
  }
}

async function remember(memory: string, content: z.output<typeof rememberedSchema>): Promise<void> {
  const staged = `${memory}.${process.pid}`;
  try {
    await mkdir(dirname(memory), { recursive: true });
    await writeFile(staged, JSON.stringify(content));
    await rename(staged, memory);
  } catch {
    // A state folder that cannot be written costs time at the next run and nothing else.
  }
}

function fileError(path: string, thrown: unknown): AssayError {
  if (thrown instanceof AssayError) return thrown;
  const { code, name } = thrown as NodeJS.ErrnoException;
  if (name === "AbortError")
    return new AssayError({ code: "aborted", message: `Reading ${path} was stopped.`, cause: thrown });
  if (code === "ENOENT" || code === "ENOTDIR")
    return new AssayError({
      code: "model-missing",
      message: `The file ${path} is not there.`,
      cause: thrown,
    });
  return new AssayError({
    code: "storage-failed",
    message: `The file ${path} could not be read (${explainSystemError(thrown)}).`,
    cause: thrown,
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
