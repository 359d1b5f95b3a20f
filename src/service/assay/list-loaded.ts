import type { MemoryReading } from "../../core/engine.ts";
import type { PoolRecord } from "../../pool/model-pool.ts";
import type { LoadedModelReport } from "../../wire/assay/loaded-models.ts";

/** Lists the pool's models as clients see them. @param memory measured bytes of each, by name */
export function listLoaded(
  records: readonly PoolRecord[],
  memory: ReadonlyMap<string, MemoryReading> = new Map(),
): LoadedModelReport[] {
  return records.map(({ name, model, state, info, loadMs, loadedAt, lastUsedAt, active, waiting, ttlMs }) => ({
    name,
    alias: model.alias,
    state,
    engine: model.engine,
    device: info?.device,
    contextTokens: info?.contextTokens,
    loadMs,
    loadedAt: loadedAt?.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString(),
    active,
    waiting,
    ttlMs,
    residentBytes: memory.get(name)?.residentBytes,
  }));
}
