import type { Plan } from "../../core/run.ts";

/** How findings are made, and how sure they are. */
export interface Procedure {
  /** The level of every interval, and of all findings together. */
  readonly level: number;
  /** Whether prompts may have been added until something was found. */
  readonly sequential: boolean;
}

/** Of runs whose prompts were settled before they began. */
export const FIXED: Procedure = { level: 0.95, sequential: false };

/** The procedure for runs: the sequential one where any of them was to end once it was decided. */
export function procedureOf(plans: readonly Plan[]): Procedure {
  const levels = plans.flatMap(({ untilDecided }) => untilDecided?.level ?? []);
  return levels.length === 0 ? FIXED : { level: Math.max(...levels), sequential: true };
}
