import { normalQuantile } from "../stats/normal.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES, type Objective } from "./objectives.ts";
import type { Comparison, Contribution, Finding, RankedTarget, UsedWeights } from "./recommendation.ts";
import { type TargetEvidence, unitOf } from "./target-evidence.ts";
import { normalizeWeights, type Weights, weightsOf } from "./weights.ts";

/** The objectives that count: those with a weight that are known of every candidate. */
export function countingObjectives(targets: readonly TargetEvidence[], weights: Weights): readonly Objective[] {
  return OBJECTIVES.filter(
    (objective) => weights[objective] > 0 && targets.every(({ objectives }) => objectives[objective] !== undefined),
  );
}

/** Weights over the objectives that count, summing to 1; all 0 where none does. */
export function useWeights(weights: Weights, counting: readonly Objective[], setBy: UsedWeights["setBy"]): UsedWeights {
  const kept = weightsOf((objective) => (counting.includes(objective) ? weights[objective] : 0));
  const unknown = OBJECTIVES.filter((objective) => weights[objective] > 0 && !counting.includes(objective));
  return { setBy, unknown, values: counting.length === 0 ? kept : normalizeWeights(kept) };
}

/** Orders the candidates by weighted score, best first, each with what every objective contributes. */
export function rankTargets(targets: readonly TargetEvidence[], weights: Weights): readonly RankedTarget[] {
  const best = weightsOf((objective) =>
    Math.max(
      ...targets.flatMap(({ objectives: { [objective]: of } }) =>
        of === undefined ? [] : [toUtility(objective, of.figure)],
      ),
    ),
  );
  return targets
    .map(({ target, objectives }) => {
      const contributions = OBJECTIVES.flatMap((objective): Contribution[] => {
        const { [objective]: of } = objectives;
        const weight = weights[objective];
        if (of === undefined || weight === 0) return [];
        const utility = toUtility(objective, of.figure) + (objective === "quality" ? 0 : 1 - best[objective]);
        const unit = unitOf(objective, of);
        return [{ objective, unit, value: of.figure, utility, weight, contribution: weight * utility }];
      });
      return { target, score: contributions.reduce((sum, { contribution }) => sum + contribution, 0), contributions };
    })
    .toSorted((a, b) => b.score - a.score);
}

/**
 * The worth of a value before weighing: quality as it is, 0 to 1; of all others a factor of 10 counts 1.
 *
 * So the distance between two targets depends on these two alone, whoever else is measured. The zero is arbitrary.
 * Source: multi-attribute value theory, Keeney and Raiffa, "Decisions with Multiple Objectives", 1976, chapter 3.
 */
export function toUtility(objective: Objective, value: number): number {
  if (objective === "quality") return value;
  return OBJECTIVE_DESCRIPTIONS[objective].better === "higher" ? Math.log10(value) : -Math.log10(value);
}

/** How much better the first of a pair is in one objective, before weighing: at its paired estimate and both ends. */
export interface Gain {
  readonly objective: Objective;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The gains of `target` over the other of a pair; findings without an interval have none. */
export function gainsOf({ first, findings }: Comparison, target: string): readonly Gain[] {
  const sign = target === first ? 1 : -1;
  return findings.flatMap((finding) => {
    const gain = gainOf(finding);
    if (gain === undefined) return [];
    const { objective, value, low, high } = gain;
    return sign === 1
      ? [{ objective, value, low, high }]
      : [{ objective, value: 0 - value, low: 0 - high, high: 0 - low }];
  });
}

function gainOf({ objective, difference }: Finding): Gain | undefined {
  if (difference?.low === undefined || difference.high === undefined) return undefined;
  const worth = (value: number) => (objective === "quality" ? value : toUtility(objective, value));
  const ends = [worth(difference.low), worth(difference.high)];
  return { objective, value: worth(difference.value), low: Math.min(...ends), high: Math.max(...ends) };
}

/** A lead in weighted score, with its interval. */
export interface Lead {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A lead in score below this is no reason to choose: 0.25 points of quality at the default weights, or 6 % of latency. */
export const RELEVANT_LEAD = 0.002;

/** The lead of `target` in weighted score; the interval holds for `pairs` leads together, however their errors are tied. */
export function leadOf(comparison: Comparison, target: string, { values }: UsedWeights, pairs: number): Lead {
  const gains = gainsOf(comparison, target);
  const value = gains.reduce((sum, gain) => sum + values[gain.objective] * gain.value, 0);
  const width = gains.reduce((sum, gain) => sum + values[gain.objective] * (gain.high - gain.low), 0);
  const widening = normalQuantile(1 - 0.025 / Math.max(1, pairs)) / normalQuantile(0.975);
  return { value, low: value - (widening * width) / 2, high: value + (widening * width) / 2 };
}
