import { bootstrapInterval } from "../stats/bootstrap.ts";
import { samplesNeeded } from "../stats/samples-needed.ts";
import { studentCritical } from "../stats/student-t.ts";
import type { ComparedFigures, TargetFigures } from "./compared-figures.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES, type Objective } from "./objectives.ts";
import type { Comparison, Difference, ObjectiveDifference } from "./recommendation.ts";
import { scoreOn, toUtility, valueOn } from "./score-on.ts";

export interface ResampleOptions {
  readonly seed: number;
  readonly resamples: number;
  readonly level: number;
}

/**
 * A lead in score below this is no reason to choose. At the default weights it is worth 0.25 points of quality, 6 % of
 * latency or 8 % of memory: more than single readings of memory differ by from run to run.
 */
export const RELEVANT_LEAD = 0.002;

/**
 * Compares two candidates on the same prompts: the whole weighted score, and each objective for itself.
 *
 * Prompts are drawn jointly for both, so that a prompt that is hard or long for both takes nothing from the
 * comparison. A lead is settled when its interval excludes zero, on `samplesNeeded(0.5)` prompts or more (6 at level
 * 0.95; see `pairedDifference()` for why), and it is at least `RELEVANT_LEAD`.
 */
export function compareTargets(
  first: TargetFigures,
  second: TargetFigures,
  { prompts, weights }: Pick<ComparedFigures, "prompts" | "weights">,
  options: ResampleOptions,
): Comparison {
  const enough = prompts.length >= samplesNeeded(0.5, options.level);
  const score = resample(
    (drawn) => scoreOn(first, drawn, weights) - scoreOn(second, drawn, weights),
    prompts.length,
    options,
  );
  return {
    first: first.target,
    second: second.target,
    prompts: prompts.length,
    score,
    settled: enough && excludes(score, 0) && Math.abs(score.value) >= RELEVANT_LEAD,
    objectives: OBJECTIVES.flatMap((objective) => {
      const difference = compareObjective(objective, first, second, prompts.length, options, enough);
      if (difference === undefined) return [];
      const gain = toUtility(objective, difference.first) - toUtility(objective, difference.second);
      return [{ ...difference, contribution: weights[objective] * gain }];
    }),
  };
}

function compareObjective(
  objective: Objective,
  { values: { [objective]: a } }: TargetFigures,
  { values: { [objective]: b } }: TargetFigures,
  prompts: number,
  options: ResampleOptions,
  enough: boolean,
): Omit<ObjectiveDifference, "contribution"> | undefined {
  if (a === undefined || b === undefined) return undefined;
  const { unit } = OBJECTIVE_DESCRIPTIONS[objective];
  const type = objective === "quality" ? "difference" : "ratio";
  const relate = (drawn: readonly number[]) =>
    type === "difference" ? valueOn(a, drawn) - valueOn(b, drawn) : valueOn(a, drawn) / valueOn(b, drawn);
  const all = allOf(prompts);
  const sides = { objective, unit, type, first: valueOn(a, all), second: valueOn(b, all) } as const;
  const equality = type === "difference" ? 0 : 1;
  if (a.type === "constant") {
    const value = relate(all);
    return { ...sides, value, low: value, high: value, level: options.level, settled: value !== equality };
  }
  const difference = resample(relate, prompts, options);
  return { ...sides, ...difference, settled: enough && excludes(difference, equality) };
}

/** A figure of the prompts drawn, with its interval. */
function resample(
  statistic: (drawn: readonly number[]) => number,
  prompts: number,
  { seed, resamples, level }: ResampleOptions,
): Difference {
  const interval = bootstrapInterval({
    clusters: allOf(prompts).map((index) => [index]),
    statistic,
    resamples,
    level,
    seed,
  });
  if (interval === undefined) return { value: statistic(allOf(prompts)), level };
  const { estimate, low, high } = interval;
  return { value: estimate, low, high, level, detectable: detectable(low, high, prompts, level) };
}

/**
 * (1.96 + 0.84) standard errors, for 80 % power at the 5 % level, the error taken from the interval's width.
 * Source: Bloom, "Minimum Detectable Effects", Evaluation Review 19(5), 1995.
 */
function detectable(low: number, high: number, prompts: number, level: number): number {
  return (2.8 * (high - low)) / (2 * studentCritical(level, prompts - 1));
}

function excludes({ low, high }: Difference, value: number): boolean {
  return low !== undefined && high !== undefined && (low > value || high < value);
}

/** Every prompt once. */
export function allOf(prompts: number): readonly number[] {
  return Array.from({ length: prompts }, (_, index) => index);
}
