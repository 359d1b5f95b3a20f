import type { CacheContext } from "../../hub/cache/cache-context.ts";
import { createDownloadRecords } from "../../hub/cache/download-records.ts";
import { readHubCache } from "../../hub/cache/hub-cache.ts";
import { createDownloadContext, type DownloadContext } from "../../hub/download-context.ts";
import type { Workspace } from "../workspace.ts";

/** Opens the cache that the workspace name; nothing is created by that. */
export async function openCache(
  { env, locations, clock, now }: Workspace,
  given?: DownloadContext,
): Promise<CacheContext> {
  const context = given ?? (await createDownloadContext({ clock, now }));
  return {
    context,
    records: createDownloadRecords(locations.state, context),
    hubCache: readHubCache(env),
    cacheDirectory: locations.cache,
  };
}
