import { realpath } from "node:fs/promises";
import { contentPathOf } from "../../catalog/cache/verify-cache.ts";
import type { ModelSource } from "../../core/engine.ts";
import type { Surroundings } from "../surroundings.ts";
import { openCache } from "./open-cache.ts";

/** Notes in the background that a model was loaded: a note that cannot be written costs the time of last use and nothing else. */
export function noteLastUse(source: ModelSource, surroundings: Surroundings): void {
  if (source.type === "file") noteUse(source.path, surroundings).catch(() => {});
}

/** Notes that a model was loaded from a path, for `assay cache list`; does nothing for a file that is not of our downloads. */
export async function noteUse(path: string, surroundings: Surroundings): Promise<void> {
  const cache = await openCache(surroundings);
  const content = await realpath(path);
  for (const record of await cache.records.list()) {
    const own = await realpath(contentPathOf(record, cache)).catch(() => undefined);
    if (own !== content) continue;
    await cache.records.write({ ...record, lastUsedAt: surroundings.now().toISOString() });
  }
}
