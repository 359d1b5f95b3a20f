import { createRandom } from "../lib/random.ts";
import { drawAny, drawNear } from "../stats/draw-weights.ts";
import { LEAST_VALUES } from "../stats/least-values.ts";
import type { BestShare, Certainty } from "./certainty.ts";
import { LEAST_READINGS } from "./estimate-difference.ts";
import { findLeastChange, findSingleChange } from "./flip-weights.ts";
import { OBJECTIVES, type Objective } from "./objectives.ts";
import type { Comparison, UsedWeights } from "./recommendation.ts";
import { createResampler } from "./resample-utilities.ts";
import { type TargetEvidence, unitOf } from "./target-evidence.ts";
import { gainsOf } from "./weigh.ts";

/** So many draws show a share to within 3 points. */
const RESAMPLES = 1000;
/** Weights near a weight of one half then lie within 11 points of it in two of three draws. */
const CONCENTRATION = 20;

/** What is left must carry half of the weights in use at least: else the shares would tell of what hardly counts. */
const LEAST_WEIGHT = 0.5;

export interface CertaintyInput {
  readonly evidence: readonly TargetEvidence[];
  readonly comparisons: readonly Comparison[];
  readonly weights: UsedWeights;
  /** Why nothing is concluded from an objective. */
  readonly blocked: (objective: Objective) => string | undefined;
  /** Target that the verdict says to take. */
  readonly winner: string | undefined;
  readonly seed: number;
}

/**
 * How often each candidate is best over draws of the prompts and over weights, and what would put another first.
 *
 * The prompts are drawn with replacement, one draw for all targets and objectives; with each draw go one set of weights near those
 * in use and one of any. Absent below two candidates, and where the objectives that are known well enough carry less than half of the weights.
 * Source: the first rank acceptability of Lahdelma and Salminen, "SMAA-2: Stochastic Multicriteria Acceptability Analysis for
 * Group Decision Making", Operations Research 49(3), 2001, with the bootstrap in place of a stated distribution of the figures.
 */
export function findCertainty(input: CertaintyInput): Certainty | undefined {
  const { evidence, comparisons, weights, seed } = input;
  if (evidence.length < 2) return undefined;
  const weighed = OBJECTIVES.filter((objective) => weights.values[objective] > 0);
  const leftOut = weighed.flatMap((objective) => {
    const because = whyLeftOut(objective, input);
    return because === undefined ? [] : [{ objective, because }];
  });
  const objectives = weighed.filter((objective) => leftOut.every((one) => one.objective !== objective));
  const total = objectives.reduce((sum, objective) => sum + weights.values[objective], 0);
  if (total < LEAST_WEIGHT) return undefined;
  const shares = objectives.map((objective) => weights.values[objective] / total);
  const targets = countBest(evidence, { objectives, shares, seed });
  const leader = input.winner ?? targets[0]?.target ?? "";
  const runnerUp = targets.find(({ target }) => target !== leader)?.target ?? "";
  const named = (values: readonly number[]) => Object.fromEntries(objectives.map((one, index) => [one, values[index]]));
  return {
    objectives,
    leftOut: [...unknownOf(input), ...leftOut],
    weights: named(shares),
    prompts: promptsOf(evidence, objectives),
    resamples: RESAMPLES,
    targets,
    leader,
    runnerUp,
    ...findFlips(comparisons, { leader, runnerUp, objectives, shares }),
    instead: exchangesOf(evidence, { leader, runnerUp, objectives }),
  };
}

/** Objectives that count and have no weight only since nothing may be concluded from what is known of them. */
function unknownOf({ comparisons, weights }: CertaintyInput): Certainty["leftOut"] {
  const findings = comparisons.flatMap((one) => one.findings);
  return OBJECTIVES.flatMap((objective) => {
    if (weights.values[objective] > 0) return [];
    const open = findings.find((one) => one.objective === objective && one.finding === "open");
    return open?.because === undefined ? [] : [{ objective, because: open.because }];
  });
}

function whyLeftOut(objective: Objective, { evidence, blocked }: CertaintyInput): string | undefined {
  const because = blocked(objective);
  if (because !== undefined) return because;
  const all = evidence.flatMap(({ objectives }) => objectives[objective] ?? []);
  if (all.some((one) => one.type === "readings" && one.readings.length < LEAST_READINGS))
    return `it rests on fewer than ${LEAST_READINGS} readings`;
  const prompts = all.flatMap((one) => (one.type === "prompts" ? [new Set(one.byPrompt.keys())] : []));
  const shared = prompts.reduce((left, one) => left.intersection(one), prompts[0] ?? new Set<string>());
  return prompts.length > 0 && shared.size < LEAST_VALUES
    ? `fewer than ${LEAST_VALUES} prompts were answered by all`
    : undefined;
}

function countBest(
  evidence: readonly TargetEvidence[],
  {
    objectives,
    shares,
    seed,
  }: { readonly objectives: readonly Objective[]; readonly shares: readonly number[]; readonly seed: number },
): readonly BestShare[] {
  const random = createRandom(seed);
  const draw = createResampler(evidence, objectives, random);
  const tally = evidence.map(() => ({ atWeights: 0, nearWeights: 0, anyWeights: 0, regret: 0 }));
  for (let count = 0; count < RESAMPLES; count++) {
    const utilities = draw();
    const scores = scoresOf(utilities, shares);
    const best = Math.max(...scores);
    share(scores, "atWeights");
    share(scoresOf(utilities, drawNear(shares, CONCENTRATION, random)), "nearWeights");
    share(scoresOf(utilities, drawAny(objectives.length, random)), "anyWeights");
    for (const [index, one] of tally.entries()) one.regret += (best - (scores[index] ?? best)) / RESAMPLES;
  }
  return evidence
    .map(({ target }, index) => ({
      target,
      ...(tally[index] ?? { atWeights: 0, nearWeights: 0, anyWeights: 0, regret: 0 }),
    }))
    .toSorted((a, b) => b.atWeights - a.atWeights || a.regret - b.regret);

  function share(scores: readonly number[], kind: "atWeights" | "nearWeights" | "anyWeights"): void {
    const best = Math.max(...scores);
    const among = scores.filter((score) => score === best).length;
    for (const [index, one] of tally.entries()) if (scores[index] === best) one[kind] += 1 / (among * RESAMPLES);
  }
}

function scoresOf(utilities: readonly (readonly number[])[], weights: readonly number[]): readonly number[] {
  return utilities.map((row) => row.reduce((sum, utility, index) => sum + (weights[index] ?? 0) * utility, 0));
}

interface FlipQuestion {
  readonly leader: string;
  readonly runnerUp: string;
  readonly objectives: readonly Objective[];
  readonly shares: readonly number[];
}

function findFlips(
  comparisons: readonly Comparison[],
  { leader, runnerUp, objectives, shares }: FlipQuestion,
): Pick<Certainty, "lead" | "flip" | "leastChange"> {
  const pair = comparisons.find(({ first, second }) =>
    [first, second].every((one) => one === leader || one === runnerUp),
  );
  const gains = pair === undefined ? [] : gainsOf(pair, leader);
  const list = objectives.map((objective, index) => ({
    gain: gains.find((one) => one.objective === objective)?.value ?? 0,
    weight: shares[index] ?? 0,
  }));
  const lead = list.reduce((sum, { gain, weight }) => sum + gain * weight, 0);
  if (lead <= 0) return { lead };
  const single = findSingleChange(list);
  const objective = single && objectives[single.index];
  const least = findLeastChange(list);
  return {
    lead,
    ...(single && objective && { flip: { objective, from: shares[single.index] ?? 0, to: single.to } }),
    ...(least && {
      leastChange: {
        weights: Object.fromEntries(objectives.map((one, index) => [one, least.weights[index]])),
        distance: least.distance,
      },
    }),
  };
}

function exchangesOf(
  evidence: readonly TargetEvidence[],
  { leader, runnerUp, objectives }: Pick<FlipQuestion, "leader" | "runnerUp" | "objectives">,
): Certainty["instead"] {
  const find = (target: string) => evidence.find((one) => one.target === target)?.objectives ?? {};
  const [ours, theirs] = [find(leader), find(runnerUp)];
  return objectives.flatMap((objective) => {
    const [a, b] = [ours[objective]?.figure, theirs[objective]?.figure];
    if (a === undefined || b === undefined) return [];
    return [{ objective, unit: unitOf(objective, ours[objective]), leader: a, runnerUp: b }];
  });
}

function promptsOf(evidence: readonly TargetEvidence[], objectives: readonly Objective[]): number {
  const ids = evidence.flatMap((target) =>
    objectives.flatMap((objective) => {
      const { [objective]: one } = target.objectives;
      return one?.type === "prompts" ? [...one.byPrompt.keys()] : [];
    }),
  );
  return new Set(ids).size;
}
