import { realpath } from "node:fs/promises";
import type { ModelSource } from "../../core/engine.ts";
import { contentPathOf } from "../../hub/cache/verify-cache.ts";
import type { Workspace } from "../workspace.ts";
import { openCache } from "./open-cache.ts";

/** Notes in the background that a model was loaded: a note that cannot be written costs the time of last use and nothing else. */
export function noteLastUse(source: ModelSource, workspace: Workspace): void {
  if (source.type === "file") noteUse(source.path, workspace).catch(() => {});
}

/** Notes that a model was loaded from a path, for `assay cache list`; does nothing for a file that is not of our downloads. */
async function noteUse(path: string, workspace: Workspace): Promise<void> {
  const cache = await openCache(workspace);
  const content = await realpath(path);
  for (const record of await cache.records.list()) {
    const own = await realpath(contentPathOf(record, cache)).catch(() => undefined);
    if (own !== content) continue;
    await cache.records.write({ ...record, lastUsedAt: workspace.now().toISOString() });
  }
}
