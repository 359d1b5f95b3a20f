import type { estimateAnytime } from "./estimate-anytime.ts";

/** How findings are made, and how sure they are. */
export interface Procedure {
  /** The level of every interval, and of all findings together. */
  readonly level: number;
  /** Estimates differences where prompts may have been added until something was found; absent where none were. */
  readonly estimateAnytime?: typeof estimateAnytime | undefined;
}

/** Of runs whose prompts were settled before they began. */
export const FIXED: Procedure = { level: 0.95 };
