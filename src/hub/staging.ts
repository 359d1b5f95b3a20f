import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomic } from "../system/write-file-atomic.ts";
import type { DownloadContext } from "./download-context.ts";
import { countBytes, type Interval, mergeIntervals } from "./intervals.ts";

/** The files of one download that is under way; none of them has the name of a model. */
export interface Staging {
  /** Bytes that have come so far. */
  readonly part: string;
  /** Which bytes of it are known to be on disk. */
  readonly journal: string;
  readonly lock: string;
}

/** Content of the journal; a part is worth as much as this states and no more, whatever its length. */
export type StagingJournal = z.infer<typeof journalSchema>;

const journalSchema = z.object({
  schema: z.literal(1),
  /** Name of the download, for people. */
  name: z.string(),
  sizeBytes: z.int().min(0),
  /** The server's name for the content; absent when it stated none. */
  etag: z.string().optional(),
  done: z.array(z.tuple([z.int().min(0), z.int().min(0)])).readonly(),
});

/** Folder inside a store for what is under way: on the same volume, so that a rename can finish it. */
export const STAGING_FOLDER = ".assay";

export function stagingOf(directory: string, id: string): Staging {
  return {
    part: join(directory, `${id}.part`),
    journal: join(directory, `${id}.json`),
    lock: join(directory, `${id}.lock`),
  };
}

/** Rest of an earlier try at the same content; nothing when there is none, or of another content. */
export async function readStaging(
  { fs }: DownloadContext,
  staging: Staging,
  wanted: Pick<StagingJournal, "sizeBytes" | "etag">,
): Promise<readonly Interval[] | "changed"> {
  let journal: StagingJournal;
  try {
    journal = journalSchema.parse(JSON.parse(await fs.readFile(staging.journal, "utf8")));
  } catch {
    return []; // none, or not readable: everything is fetched again
  }
  const { size } = await fs.stat(staging.part).catch(() => ({ size: 0 }));
  if (journal.sizeBytes !== wanted.sizeBytes || journal.etag !== wanted.etag) return "changed";
  const done = mergeIntervals(journal.done);
  // The journal is written after the data was; a part that is shorter is not the one it speaks of.
  return (done.at(-1)?.[1] ?? 0) > Math.min(size, wanted.sizeBytes) || countBytes(done) === 0 ? [] : done;
}

/** Whether a journal of ours speaks of a part. */
export async function hasJournal({ fs }: Pick<DownloadContext, "fs">, { journal }: Staging): Promise<boolean> {
  try {
    return journalSchema.safeParse(JSON.parse(await fs.readFile(journal, "utf8"))).success;
  } catch {
    return false;
  }
}

export async function writeStaging(context: DownloadContext, staging: Staging, journal: StagingJournal): Promise<void> {
  await writeFileAtomic(context.fs, staging.journal, `${JSON.stringify(journal)}\n`);
}

/** Removes all but the lock, which whoever holds it gives back. */
export async function removeStaging({ fs }: DownloadContext, staging: Staging): Promise<void> {
  await fs.rm(staging.journal, { force: true });
  await fs.rm(staging.part, { force: true });
}
