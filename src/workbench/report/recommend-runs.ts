import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Constraints } from "../../selection/constraints.ts";
import { recommend } from "../../selection/recommend.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import { parseWeights } from "../../selection/weights.ts";
import type { Settings } from "../../settings/definitions.ts";

/** The settings that a recommendation is held to. */
export type ConstraintSettings = Pick<Settings, keyof Constraints>;

/**
 * Recommends one of the targets that the runs measured, under the constraints of the settings.
 *
 * @param weights such as `quality=3,latency=1`; absent: the default ones
 * @throws AssayError `invalid-input` on weights that are none, or runs that cannot be compared
 */
export function recommendRuns(
  summaries: readonly RunSummary[],
  settings: ConstraintSettings,
  weights: string | undefined,
): Recommendation {
  const { maxMemoryBytes, memory, maxP95Ms, maxTtftMs, minQuality, maxFootprintBytes, minTokensPerSecond, licence } =
    settings;
  return recommend(summaries, {
    constraints: {
      maxMemoryBytes,
      memory,
      maxP95Ms,
      maxTtftMs,
      minQuality,
      maxFootprintBytes,
      minTokensPerSecond,
      licence,
    },
    ...(weights !== undefined && { weights: parseWeights(weights) }),
  });
}
