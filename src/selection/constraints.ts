import type { MemoryKind } from "./objectives.ts";

/**
 * `commercial`: the licence must be known to permit commercial use; all others: it must be known to ask for no more than
 * that class does.
 */
export type LicenceLimit = "commercial" | "attribution" | "restricted-use" | "research-only";

/** Hard limits that a target must be shown to keep before it can win. Absent: no limit. */
export interface Constraints {
  readonly maxMemoryBytes?: number | undefined;
  /** Which memory the limit and the score mean; peak resident unless told. */
  readonly memory?: MemoryKind | undefined;
  /** Of the end-to-end latency. */
  readonly maxP95Ms?: number | undefined;
  /** Of the median time to first token. */
  readonly maxTtftMs?: number | undefined;
  /** Share of expected facets found, 0 to 1. */
  readonly minQuality?: number | undefined;
  /** On disk. */
  readonly maxFootprintBytes?: number | undefined;
  /** Of the median decode rate of one stream. */
  readonly minTokensPerSecond?: number | undefined;
  readonly licence?: LicenceLimit | undefined;
}
