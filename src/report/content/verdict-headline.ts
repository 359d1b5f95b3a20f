import { listNames } from "../../selection/format-figure.ts";
import type { Verdict } from "../../selection/recommendation.ts";

/** The recommendation in one sentence. */
export function verdictHeadline(verdict: Verdict): string {
  switch (verdict.type) {
    case "winner":
      return verdict.onlyCandidate ? `Use ${verdict.target}, the only eligible target.` : `Use ${verdict.target}.`;
    case "tied":
      return `No single winner: ${listNames(verdict.targets)} are tied.`;
    case "none":
      return "No target can be recommended.";
  }
  return verdict satisfies never;
}
