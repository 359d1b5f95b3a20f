import type { CacheContext } from "../../catalog/cache/cache-context.ts";
import { createDownloadRecords } from "../../catalog/cache/download-records.ts";
import { readHubCache } from "../../catalog/cache/hub-cache.ts";
import { createDownloadContext, type DownloadContext } from "../../catalog/download/download-context.ts";
import type { Surroundings } from "../surroundings.ts";

/** Opens the cache that the surroundings name; nothing is created by that. */
export async function openCache(
  { env, locations, clock, now }: Surroundings,
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
