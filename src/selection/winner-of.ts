import type { Verdict } from "./recommendation.ts";

/** The target that a verdict says to take; absent when it names none, or there was nothing to compare with. */
export function winnerOf(verdict: Verdict): string | undefined {
  return verdict.type === "take" || verdict.type === "equal" ? verdict.target : undefined;
}
