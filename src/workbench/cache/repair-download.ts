import { formatOfFile } from "../../formats/formats.ts";
import type { CacheContext } from "../../hub/cache/cache-context.ts";
import type { DownloadRecord } from "../../hub/cache/download-records.ts";
import type { OnDownloadEvent } from "../../hub/download/download-event.ts";
import { downloadFromHub } from "../../hub/download/download-from-hub.ts";
import { downloadFromUrl } from "../../hub/download/download-from-url.ts";
import { createHubClient } from "../../hub/hub-client.ts";
import type { Workspace } from "../workspace.ts";

export interface RepairOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnDownloadEvent | undefined;
}

/** Downloads a file of ours again, of the very commit that it was of. @throws AssayError as a download does */
export async function repairDownload(
  record: DownloadRecord,
  cache: CacheContext,
  { env, locations, clock, now }: Workspace,
  options: RepairOptions = {},
): Promise<void> {
  const common = { ...options, context: cache.context, stateDirectory: locations.state, force: true };
  if (record.type === "url") {
    await downloadFromUrl(record.url, { ...common, env, cacheDirectory: cache.cacheDirectory });
    return;
  }
  await using client = createHubClient({ env, clock, now });
  const format = formatOfFile(record.path) ?? "gguf";
  const source = { type: "hub", repo: record.repo, revision: record.commit, files: [record.path], format } as const;
  await downloadFromHub(source, { ...common, client, hubCache: cache.hubCache });
  // The branch that it was asked by, and when it was used, are still so.
  await cache.records.write({ ...record, downloadedAt: now().toISOString() });
}
