import type { CacheContext } from "../../hub/cache/cache-context.ts";
import { createDownloadRecords } from "../../hub/cache/download-records.ts";
import { createDownloadContext, type DownloadContext } from "../../hub/download-context.ts";
import { modelCacheOf } from "../model-cache.ts";
import type { Workspace } from "../workspace.ts";

/** Opens the cache that the workspace name; nothing is created by that. */
export async function openCache(workspace: Workspace, given?: DownloadContext): Promise<CacheContext> {
  const { locations, clock, now } = workspace;
  const context = given ?? (await createDownloadContext({ clock, now }));
  return {
    context,
    records: createDownloadRecords(locations.state, context),
    hubCache: modelCacheOf(workspace),
    cacheDirectory: locations.cache,
  };
}
