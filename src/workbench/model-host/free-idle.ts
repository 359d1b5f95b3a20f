import { USABLE_SHARE } from "../../formats/memory/required-memory.ts";
import type { ModelPool } from "../../pool/model-pool.ts";

/**
 * Unloads models that nobody uses until so much memory is free, those first that were not used for longest. One that
 * answers, is pinned or was loaded with a time to live stays.
 */
export async function freeIdle(
  pool: Pick<ModelPool, "list" | "unload">,
  needBytes: number,
  readFree: () => number,
): Promise<void> {
  const oldestFirst = pool.list().toReversed();
  for (const { name } of oldestFirst) {
    if (needBytes <= readFree() * USABLE_SHARE) return;
    // Looked at anew, as unloading the one before took a while.
    const now = pool.list().find((record) => record.name === name);
    const isIdle = now?.state === "ready" && now.active === 0 && now.waiting === 0 && !now.pinned;
    if (isIdle && now.memoryBytes !== 0) await pool.unload(name);
  }
}
