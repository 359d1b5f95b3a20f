import type { CacheType } from "../../core/engine.ts";
import type { MemoryFacts } from "../../core/model-format.ts";

/** q8_0 keeps 32 values in 34 bytes, where f16 takes 64. */
const SHARE_OF_F16: Readonly<Record<CacheType, number>> = { f16: 1, q8_0: 34 / 64 };

/** The same facts for a context that is kept in another form than f16. */
export function inCacheType(facts: MemoryFacts, cacheType: CacheType = "f16"): MemoryFacts {
  const { kvBytesPerToken } = facts;
  if (kvBytesPerToken === undefined) return facts;
  return { ...facts, kvBytesPerToken: Math.ceil(kvBytesPerToken * SHARE_OF_F16[cacheType]) };
}
