import type { ConstraintSettings } from "../../workbench/report/constraint-settings.ts";
import { flag, option, under } from "./options.ts";
import { settings } from "./setting-options.ts";

/** Options of a recommendation: limits and weights. */
export interface RecommendationOptions extends ConstraintSettings {
  readonly weights: string | undefined;
}

/** The flags of a recommendation, as a group of their own in the help. */
export const RECOMMENDATION_OPTIONS = under("Recommend only what meets these:", {
  ...settings(
    "maxMemoryBytes",
    "memory",
    "maxP95Ms",
    "maxTtftMs",
    "minQuality",
    "quality",
    "maxFootprintBytes",
    "minTokensPerSecond",
    "licence",
    "profile",
    "profiles",
  ),
  weights: option("--weights <list>", "what counts how much, such as quality=3,latency=1"),
});

/** Lets a script tell one verdict from another. */
export const verdictExitCode = flag(
  "--exit-code",
  "exit with a code of its own for each verdict: 0 take, 10 equal, 11 trade, 12 not enough evidence, 13 measured, 14 none",
);
