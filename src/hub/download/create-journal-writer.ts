import type { FileHandle } from "node:fs/promises";
import type { DownloadContext } from "../download-context.ts";
import { type Interval, mergeIntervals } from "../intervals.ts";
import { type Staging, writeStaging } from "../staging.ts";
import type { RemoteFile } from "./transfer.ts";

/** Notes what is written, once it is on the disk itself. */
export function createJournalWriter(
  context: DownloadContext,
  staging: Staging,
  { name, sizeBytes, etag }: RemoteFile,
  file: FileHandle,
  done: readonly Interval[],
) {
  const { clock, limits } = context;
  let written = () => mergeIntervals(done);
  let pendingBytes = 0;
  let lastMs = clock.now();
  let writing: Promise<void> = Promise.resolve();

  async function save(): Promise<void> {
    if (pendingBytes === 0) return;
    pendingBytes = 0;
    lastMs = clock.now();
    // Taken before the flush: what is written meanwhile may not be on the disk after it.
    const known = written();
    await file.datasync();
    await writeStaging(context, staging, {
      schema: 1,
      name,
      sizeBytes,
      ...(etag !== undefined && { etag }),
      done: known,
    });
  }

  return {
    async onWritten(now: () => [number, number][], bytes: number): Promise<void> {
      written = now;
      pendingBytes += bytes;
      if (pendingBytes < limits.checkpointBytes && clock.now() - lastMs < limits.checkpointMs) return;
      writing = writing.then(save);
      await writing;
    },
    async flush(): Promise<void> {
      await writing.catch(() => {});
      await save();
    },
  };
}
