import type { RunSummary } from "../bench/summary/scorecard.ts";
import type { Constraints } from "../selection/constraints.ts";
import type { Objective } from "../selection/objectives.ts";
import { findProfile } from "../selection/profiles.ts";
import { recommend as recommendSummaries } from "../selection/recommend.ts";
import type { Recommendation } from "../selection/recommendation.ts";
import { normalizeWeights } from "../selection/weights.ts";

export interface RecommendOptions extends Constraints {
  /** How much each objective counts; they need not sum to 1, and one that is absent counts nothing. */
  readonly weights?: Readonly<Partial<Record<Objective, number>>> | undefined;
  /** Name of one of the profiles that every project has, such as `edge`; limits and weights given here go before its own. */
  readonly profile?: string | undefined;
}

/**
 * Recommends one of the measured targets, or says why the evidence carries no choice.
 *
 * @param runs one run, or several of the same prompts
 * @throws AssayError `invalid-input` when runs cannot be compared, or on weights that are none
 */
export function recommend(
  runs: { readonly summary: RunSummary } | readonly { readonly summary: RunSummary }[],
  options: RecommendOptions = {},
): Recommendation {
  const { weights, profile: name, ...constraints } = options;
  const profile = name === undefined ? undefined : findProfile(name);
  const summaries = [runs].flat().map(({ summary }) => summary);
  return recommendSummaries(summaries, {
    constraints: { ...profile?.limits, ...constraints },
    ...((weights ?? profile) && { weights: weights === undefined ? profile?.weights : normalizeWeights(weights) }),
    ...(profile && {
      profile: {
        name: profile.name,
        description: profile.description,
        limits: profile.limits,
        ...(weights !== undefined && { withOwnWeights: true as const }),
      },
    }),
  });
}
