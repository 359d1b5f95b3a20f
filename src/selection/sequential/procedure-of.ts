import type { Plan } from "../../core/run.ts";
import { estimateAnytime } from "./estimate-anytime.ts";
import { FIXED, type Procedure } from "./procedure.ts";

/** The procedure for runs: the sequential one where any of them was to end once it was decided. */
export function procedureOf(plans: readonly Plan[]): Procedure {
  const levels = plans.flatMap(({ untilDecided }) => untilDecided?.level ?? []);
  return levels.length === 0 ? FIXED : { level: Math.max(...levels), estimateAnytime };
}
