import type { CacheType } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { MemoryFacts } from "../../core/model-format.ts";

/** q8_0 keeps 32 values in 34 bytes, where f16 takes 64. */
const SHARE_OF_F16: Readonly<Record<CacheType, number>> = { f16: 1, q8_0: 34 / 64 };

/** The same facts for a context that is kept in another form than f16. @throws AssayError `invalid-input` for an unknown form */
export function inCacheType(facts: MemoryFacts, cacheType: CacheType = "f16"): MemoryFacts {
  const share = new Map(Object.entries(SHARE_OF_F16)).get(cacheType);
  if (share === undefined) throw unknownType(cacheType);
  const { kvBytesPerToken } = facts;
  if (kvBytesPerToken === undefined) return facts;
  return { ...facts, kvBytesPerToken: Math.ceil(kvBytesPerToken * share) };
}

/** Programs in plain JavaScript may pass any text. */
function unknownType(cacheType: unknown): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `Keys and values can be kept as ${Object.keys(SHARE_OF_F16).join(" or ")}, not as "${cacheType}".`,
    hint: "Leave the cache type out to keep them as f16.",
  });
}
