import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { recommend } from "../../selection/recommend.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import { parseWeights } from "../../selection/weights.ts";
import { type ConstraintSettings, constraintsOf } from "./constraint-settings.ts";

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
  const { quality, ...constraints } = constraintsOf(settings);
  return recommend(summaries, {
    constraints,
    ...(weights !== undefined && { weights: parseWeights(weights) }),
  });
}
