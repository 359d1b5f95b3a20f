import { bootstrapInterval } from "../stats/bootstrap.ts";
import { samplesNeeded } from "../stats/samples-needed.ts";
import { studentCritical } from "../stats/student-t.ts";
import type { ComparedFigures, ObjectiveFigures, TargetFigures } from "./compared-figures.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES, type Objective } from "./objectives.ts";
import type { Comparison, Difference, ObjectiveDifference } from "./recommendation.ts";
import { scoreOn, toUtility, valueOn } from "./score-on.ts";

export interface ResampleOptions {
  readonly seed: number;
  readonly resamples: number;
  readonly level: number;
}

/** The terms on which two candidates are compared, and how they are resampled. */
export interface ComparisonTerms extends ResampleOptions, Pick<ComparedFigures, "prompts" | "weights"> {}

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
export function compareTargets(first: TargetFigures, second: TargetFigures, terms: ComparisonTerms): Comparison {
  const { prompts, weights, level } = terms;
  const score = resample((drawn) => scoreOn(first, drawn, weights) - scoreOn(second, drawn, weights), terms);
  return {
    first: first.target,
    second: second.target,
    prompts: prompts.length,
    score,
    settled: isEnough(prompts.length, level) && excludes(score, 0) && Math.abs(score.value) >= RELEVANT_LEAD,
    objectives: OBJECTIVES.flatMap((objective) => {
      const { [objective]: a } = first.values;
      const { [objective]: b } = second.values;
      if (a === undefined || b === undefined) return [];
      const difference = compareObjective(objective, [a, b], terms);
      const gain = toUtility(objective, difference.first) - toUtility(objective, difference.second);
      return [{ ...difference, contribution: weights[objective] * gain }];
    }),
  };
}

function compareObjective(
  objective: Objective,
  [a, b]: readonly [ObjectiveFigures, ObjectiveFigures],
  terms: ComparisonTerms,
): Omit<ObjectiveDifference, "contribution"> {
  const { unit } = OBJECTIVE_DESCRIPTIONS[objective];
  const type = objective === "quality" ? "difference" : "ratio";
  const relate = (drawn: readonly number[]) =>
    type === "difference" ? valueOn(a, drawn) - valueOn(b, drawn) : valueOn(a, drawn) / valueOn(b, drawn);
  const all = allOf(terms.prompts.length);
  const sides = { objective, unit, type, first: valueOn(a, all), second: valueOn(b, all) } as const;
  const equality = type === "difference" ? 0 : 1;
  if (a.type === "constant") {
    const value = relate(all);
    return { ...sides, value, low: value, high: value, level: terms.level, settled: value !== equality };
  }
  const difference = resample(relate, terms);
  const settled = isEnough(terms.prompts.length, terms.level) && excludes(difference, equality);
  return { ...sides, ...difference, settled };
}

/** On fewer prompts no verdict is given, whatever the interval says. */
function isEnough(prompts: number, level: number): boolean {
  return prompts >= samplesNeeded(0.5, level);
}

/** A figure of the prompts drawn, with its interval. */
function resample(
  statistic: (drawn: readonly number[]) => number,
  { prompts, seed, resamples, level }: ComparisonTerms,
): Difference {
  const all = allOf(prompts.length);
  const interval = bootstrapInterval({ clusters: all.map((index) => [index]), statistic, resamples, level, seed });
  if (interval === undefined) return { value: statistic(all), level };
  const { estimate: value, low, high } = interval;
  // (1.96 + 0.84) standard errors, for 80 % power at the 5 % level, the error taken from the interval's width.
  // Source: Bloom, "Minimum Detectable Effects", Evaluation Review 19(5), 1995.
  const detectable = (2.8 * (high - low)) / (2 * studentCritical(level, prompts.length - 1));
  return { value, low, high, level, detectable };
}

function excludes({ low, high }: Difference, value: number): boolean {
  return low !== undefined && high !== undefined && (low > value || high < value);
}

/** Every prompt once. */
export function allOf(prompts: number): readonly number[] {
  return Array.from({ length: prompts }, (_, index) => index);
}
