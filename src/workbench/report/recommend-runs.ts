import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { findProfile, type Profile } from "../../selection/profiles.ts";
import { recommend } from "../../selection/recommend.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import { parseWeights, type Weights } from "../../selection/weights.ts";
import { type ConstraintSettings, constraintsOf } from "./constraint-settings.ts";
import { ownProfiles } from "./own-profiles.ts";

/**
 * Recommends one of the targets that the runs measured, under the constraints of the settings.
 *
 * @param weights such as `quality=3,latency=1`, in place of those of the profile; absent: these, else the default ones
 * @throws AssayError `invalid-input` on weights that are none, or runs that cannot be compared
 */
export function recommendRuns(
  summaries: readonly RunSummary[],
  settings: ConstraintSettings,
  weights: string | undefined,
): Recommendation {
  const { quality, profile: _, profiles, ...constraints } = constraintsOf(settings);
  const { profile, weights: used } = readPreference(settings, weights);
  const set = Object.entries(constraints).filter(([, limit]) => limit !== undefined);
  return recommend(summaries, {
    constraints: { ...profile?.limits, ...Object.fromEntries(set) },
    ...(used !== undefined && { weights: used }),
    ...(profile && { profile: describeProfile(profile, weights) }),
  });
}

/**
 * What the user wants: a profile, weights, or the limits of a profile with other weights.
 *
 * @throws AssayError `invalid-input` on weights that are none, and for a profile that there is not
 */
export function readPreference(
  { profile: name, profiles }: Pick<ConstraintSettings, "profile" | "profiles">,
  weights: string | undefined,
): { readonly profile?: Profile | undefined; readonly weights?: Weights | undefined } {
  const profile = name === undefined ? undefined : findProfile(name, ownProfiles(profiles));
  return { profile, weights: weights === undefined ? profile?.weights : parseWeights(weights) };
}

function describeProfile({ name, description, limits }: Profile, weights: string | undefined) {
  return { name, description, limits, ...(weights !== undefined && { withOwnWeights: true as const }) };
}
