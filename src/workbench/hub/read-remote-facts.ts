import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { HubSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { FileFacts } from "../../core/model-format.ts";
import { requireModelKind } from "../../formats/gguf/gguf-kind.ts";
import { ggufFacts } from "../../formats/gguf/header/file-facts.ts";
import type { GgufHeader } from "../../formats/gguf/header/gguf-header.ts";
import { readGgufHeader } from "../../formats/gguf/header/read-gguf-header.ts";
import { PassingError, retry } from "../../http/retry.ts";
import { DOWNLOAD_RETRIES } from "../../http/retry-policy.ts";
import type { HubClient, HubRepo, HubRepoFile } from "../../hub/hub-client.ts";
import { nearNames } from "../../lib/near-names.ts";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";
import type { Workspace } from "../workspace.ts";

/** Vocabularies of 150,000 to 260,000 words make headers of 5 to 12 MB. */
const HEADER_LIMITS = { firstBytes: 2 * 2 ** 20, mostBytes: 64 * 2 ** 20 };

export interface HubAccess {
  readonly hub: HubClient;
  readonly workspace: Pick<Workspace, "locations" | "clock">;
  readonly signal?: AbortSignal | undefined;
}

/** Finds the source's files in what its repository holds. @throws AssayError `model-missing` with near names */
export function findHubFiles({ repo, commit, files }: HubRepo, source: HubSource): readonly HubRepoFile[] {
  return source.files.map((path) => {
    const found = files.find((file) => file.path === path);
    if (found !== undefined) return found;
    const near = nearNames(
      path,
      files.map(({ path }) => path),
    );
    throw new AssayError({
      code: "model-missing",
      message: `${repo} has no file ${path} at ${commit.slice(0, 8)}.`,
      hint:
        near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Its files: https://huggingface.co/${repo}/tree/main`,
    });
  });
}

/**
 * Reads what a model's files at the hub say of it. Of a GGUF file the front is read, a few MB of it, and remembered by the
 * file's content; of other formats the size alone is known.
 *
 * @throws AssayError `model-invalid`, `model-missing`, `access-denied`, `endpoint-unreachable`, `endpoint-status`
 */
export async function readRemoteFacts(repo: HubRepo, source: HubSource, access: HubAccess): Promise<FileFacts> {
  const files = findHubFiles(repo, source);
  const [first] = files;
  if (first === undefined)
    throw new AssayError({
      code: "model-missing",
      message: `The source ${repo.repo} names no file.`,
    });
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (source.format !== "gguf") return { memory: { weightsBytes: sizeBytes } };
  const header = await rememberHeader(first.blobId, access, () =>
    readGgufHeader(
      {
        name: `${repo.repo}/${first.path}`,
        sizeBytes: first.sizeBytes,
        read: (start, end) =>
          readRange({ repo: repo.repo, revision: repo.commit, path: first.path }, start, end, access),
      },
      HEADER_LIMITS,
    ),
  );
  const kind = requireModelKind(`${repo.repo}/${first.path}`, header);
  return ggufFacts({ header, sizeBytes, kind });
}

/** Reads a part of a file at the hub whole; an interrupted one is asked for again. @throws AssayError */
export async function readRange(
  file: { readonly repo: string; readonly revision: string; readonly path: string },
  start: number,
  end: number,
  { hub, workspace: { clock }, signal }: HubAccess,
): Promise<Uint8Array> {
  return retry(
    async () => {
      const range = await hub.openRange(file, { start, end, signal });
      // A server that sends the whole file is read up to the part only.
      return await takeBytes(range.body, start - range.start, end - range.start);
    },
    { policy: DOWNLOAD_RETRIES, clock, signal },
  );
}

async function takeBytes(body: ReadableStream<Uint8Array>, from: number, to: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let seen = 0;
  try {
    // Leaving the loop early cancels the rest of the body.
    for await (const piece of body) {
      const start = Math.max(0, from - seen);
      if (start < piece.length) pieces.push(piece.subarray(start, to - seen));
      seen += piece.length;
      if (seen >= to) break;
    }
  } catch (thrown) {
    throw new PassingError({
      code: "stream-cut",
      message: `The answer was cut after ${seen} bytes.`,
      cause: thrown,
    });
  }
  return Buffer.concat(pieces);
}

const rememberedSchema = z.object({
  schema: z.literal(1),
  architecture: z.string(),
  vocabularyTokens: z.number().optional(),
  parameters: z.number(),
  requiredBytes: z.number(),
  metadata: z.array(z.tuple([z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.number())])])),
});

async function rememberHeader(
  blobId: string,
  { workspace: { locations } }: HubAccess,
  read: () => Promise<GgufHeader>,
): Promise<GgufHeader> {
  const name = createHash("sha256").update(blobId).digest("hex");
  const memory = join(locations.cache, "headers", `${name}.json`);
  const known = await recall(memory);
  if (known !== undefined) return known;
  const header = await read();
  const text = JSON.stringify({ schema: 1, ...header, metadata: [...header.metadata] });
  try {
    await mkdir(dirname(memory), { recursive: true });
    await writeFileAtomic(fs, memory, text);
  } catch {
    // A cache that cannot be written costs the next look a few MB and nothing else.
  }
  return header;
}

async function recall(memory: string): Promise<GgufHeader | undefined> {
  try {
    const { schema: _, metadata, ...header } = rememberedSchema.parse(JSON.parse(await readFile(memory, "utf8")));
    return { ...header, metadata: new Map(metadata) };
  } catch {
    // Absent, or written by another version: reading it anew is right in every case.
    return undefined;
  }
}
