import { AssayError } from "../../core/errors.ts";
import type { Plan } from "../../core/run.ts";
import type { Warning } from "../../core/warning.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { isTwin } from "../../selection/check-twins.ts";
import { formatPoints, formatTimes } from "../../selection/format-figure.ts";
import { marginOf, mostOf, type Objective } from "../../selection/objectives.ts";
import { fewestForDifference, fewestForEquality, leastDifference } from "../../stats/betting.ts";

/** Objectives of a pair that take part in the level: three by prompts, and memory. */
const TESTS = 4;

/**
 * Holds a plan that ends once it is decided against what its verdict takes.
 *
 * @param mostPrompts to be measured at most
 * @throws AssayError `invalid-input` for a single target, or prompts so few that no difference can ever be found
 */
export function requireDecidable(plan: Plan, mostPrompts = Number.POSITIVE_INFINITY): void {
  const { untilDecided, targets } = plan;
  if (untilDecided === undefined) return;
  const competing = countCompeting(plan);
  if (competing < 2)
    throw new AssayError({
      code: "invalid-input",
      message: "A run that ends once it is decided needs two models or more to decide between.",
      hint: `Name another model beside ${targets[0]?.id ?? "it"}, or measure it on all prompts.`,
    });
  const have = Math.min(plan.prompts.prompts.length, mostPrompts);
  const needed = fewestForDifference(untilDecided.level, testsOf(competing));
  if (have >= needed) return;
  throw new AssayError({
    code: "invalid-input",
    message: `${pluralize(have, "prompt")} cannot decide between ${competing} models: it takes ${needed} to find even the largest difference at the level of ${percent(untilDecided.level)}.`,
    hint: "Take a larger prompt set or add prompts of your own, or measure all prompts of this one.",
  });
}

/** What the prompts of such a plan can show, and what they cannot however they turn out; empty for other plans. */
export function explainReach(plan: Plan, mostPrompts = Number.POSITIVE_INFINITY): readonly Warning[] {
  const { untilDecided } = plan;
  if (untilDecided === undefined) return [];
  const { level } = untilDecided;
  const have = Math.min(plan.prompts.prompts.length, mostPrompts);
  const least = (objective: Objective) =>
    leastDifference(have, { level, tests: testsOf(countCompeting(plan)) }) * mostOf(objective);
  const forEquality = (objective: Objective) => fewestForEquality(level, marginOf(objective) / mostOf(objective));
  const shown = `At the best, ${pluralize(have, "prompt")} show differences of ${formatPoints({ value: least("quality") })} of quality, ${formatTimes({ value: Math.exp(least("latency")) })} in latency and ${formatTimes({ value: Math.exp(least("decode-rate")) })} in decode rate.`;
  if (have >= forEquality("latency")) return [{ code: "notice", message: shown }];
  const equality = `To show that two models are equal takes at least ${forEquality("quality")} prompts for quality, ${forEquality("latency")} for latency and ${forEquality("decode-rate")} for the decode rate: with fewer, small differences stay open.`;
  return [{ code: "notice", message: `${shown} ${equality}` }];
}

function countCompeting({ targets }: Plan): number {
  return targets.filter((target) => !targets.some((other) => isTwin(target, other))).length;
}

function testsOf(competing: number): number {
  return TESTS * ((competing * (competing - 1)) / 2);
}

function percent(level: number): string {
  return `${Number((100 * level).toFixed(2))} %`;
}
