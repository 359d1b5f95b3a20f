import type { ConstraintSettings } from "../../workbench/report/recommend-runs.ts";
import { option, under } from "./options.ts";
import { settings } from "./setting-options.ts";

/** What a recommendation is held to, and what counts how much in it. */
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
    "maxFootprintBytes",
    "minTokensPerSecond",
    "licence",
  ),
  weights: option("--weights <list>", "what counts how much, such as quality=3,latency=1"),
});
