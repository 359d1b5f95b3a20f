import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { fileErrorCode } from "../../system/file-error-code.ts";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";
import type { DownloadContext } from "../download-context.ts";

const common = {
  schema: z.literal(1),
  sizeBytes: z.int().min(0),
  sha256: z.string(),
  /** ISO 8601. */
  downloadedAt: z.string(),
  /** ISO 8601; absent as long as nothing was loaded from it. */
  lastUsedAt: z.string().optional(),
};

const recordSchema = z.discriminatedUnion("type", [
  z.object({
    ...common,
    type: z.literal("hub"),
    /** The cache that it lies in. */
    hubCache: z.string(),
    repo: z.string(),
    revision: z.string(),
    commit: z.string(),
    /** In the repository. */
    path: z.string(),
    blobId: z.string(),
    endpoint: z.string(),
  }),
  z.object({
    ...common,
    type: z.literal("url"),
    url: z.string(),
    /** On this disk. */
    path: z.string(),
  }),
]);

/** One file that Assay has put on this disk: only such files are ever removed. */
export type DownloadRecord = z.infer<typeof recordSchema>;
export type HubDownloadRecord = Extract<DownloadRecord, { type: "hub" }>;
export type UrlDownloadRecord = Extract<DownloadRecord, { type: "url" }>;

/** Records of Assay's downloads; one small file for each, so that processes do not get in each other's way. */
export interface DownloadRecords {
  list(): Promise<DownloadRecord[]>;
  write(record: DownloadRecord): Promise<void>;
  remove(record: DownloadRecord): Promise<void>;
}

export function createDownloadRecords(stateDirectory: string, { fs }: Pick<DownloadContext, "fs">): DownloadRecords {
  const directory = join(stateDirectory, "downloads");
  const pathOf = (record: DownloadRecord) => join(directory, `${keyOf(record)}.json`);
  return {
    async list() {
      const names = await fs.readdir(directory).catch((thrown) => {
        if (fileErrorCode(thrown) === "ENOENT") return [];
        throw thrown;
      });
      const records = await Promise.all(
        names
          .filter((name) => name.endsWith(".json"))
          .map(async (name) => {
            const text = await fs.readFile(join(directory, name), "utf8").catch(() => "");
            return parseRecord(text);
          }),
      );
      return records.filter((record) => record !== undefined);
    },
    async write(record) {
      await fs.mkdir(directory, { recursive: true });
      await writeFileAtomic(fs, pathOf(record), `${JSON.stringify(record, null, 2)}\n`);
    },
    remove: (record) => fs.rm(pathOf(record), { force: true }),
  };
}

/** A record that cannot be read makes its file nobody's: it stays on the disk. */
function parseRecord(text: string): DownloadRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function keyOf(record: DownloadRecord): string {
  const parts =
    record.type === "hub" ? [record.hubCache, record.repo, record.commit, record.path] : [record.url, record.path];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
