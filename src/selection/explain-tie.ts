import { samplesNeeded } from "../stats/samples-needed.ts";
import { RELEVANT_LEAD } from "./compare-targets.ts";
import { explainDifference } from "./explain-difference.ts";
import { formatFigure, formatScore, listNames, roundRoughly } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS } from "./objectives.ts";
import type { Comparison, RankedTarget } from "./recommendation.ts";

/** Beyond this many prompts a lead is not worth the measuring. */
const MOST_PROMPTS = 2_000;
/** Memory or footprint must differ by this factor for a limit between two targets to be worth proposing. */
const WORTH_A_LIMIT = 1.1;

/** Says why nobody wins. `comparisons` are those of the first with the others that are tied with it. */
export function explainTie(comparisons: readonly Comparison[], behind: readonly Comparison[]): readonly string[] {
  const [closest] = comparisons;
  if (closest === undefined) return [];
  const { first, prompts } = closest;
  const names = [first, ...comparisons.map(({ second }) => second)];
  const known = closest.objectives.map(explainDifference);
  const [forFirst, forSecond] = [settledFor(closest, 1), settledFor(closest, -1)];
  return [
    `${listNames(names)} are tied at these weights: over ${prompts === 1 ? "1 prompt" : `${prompts} prompts`}, no lead is beyond chance and big enough to matter.`,
    ...comparisons.map(
      (one) => `${first} leads ${one.second} by ${formatScore(one.score)} in weighted score: ${whyUnsettled(one)}.`,
    ),
    ...(known.length === 0 ? [] : [`${first} against ${closest.second}: ${known.join(", ")}.`]),
    ...explainOneSided(first, forFirst, forSecond),
    ...explainOneSided(closest.second, forSecond, forFirst),
    ...(behind.length === 0
      ? []
      : [`${listNames(behind.map(({ second }) => second))} ${behind.length === 1 ? "is" : "are"} behind.`]),
  ];
}

/** Says what would tell the tied apart: more prompts, a limit, or a clearer idea of what counts. */
export function explainSeparators(
  comparisons: readonly Comparison[],
  ranking: readonly RankedTarget[],
): readonly string[] {
  const [closest] = comparisons;
  if (closest === undefined) return [];
  const tied = [closest.first, ...comparisons.map(({ second }) => second)];
  const ofTied = ranking.filter(({ target }) => tied.includes(target));
  return [
    explainPrompts(closest),
    ...(["memory", "footprint"] as const).flatMap((objective) => explainLimit(objective, ofTied)),
    ...explainPreferences(closest),
  ];
}

function whyUnsettled({ prompts, score, objectives }: Comparison): string {
  const needed = samplesNeeded(0.5, score.level);
  if (objectives.length === 0) return "nothing that counts is known of both";
  if (prompts < needed) return `a verdict takes ${needed} prompts or more`;
  if (Math.abs(score.value) < RELEVANT_LEAD) return "too little to matter";
  return "the interval includes zero";
}

function explainPrompts({ prompts, score, objectives }: Comparison): string {
  if (objectives.length === 0) return "Weights on objectives that are known of all candidates.";
  const least = samplesNeeded(0.5, score.level);
  if (prompts < least) return `At least ${least} prompts that all candidates answer, instead of ${prompts}.`;
  const lead = Math.abs(score.value);
  if (lead < RELEVANT_LEAD || score.detectable === undefined)
    return "More prompts would not help, as the lead is too small to matter: take whichever is easier to ship.";
  // The error falls with the root of the number of prompts.
  const needed = Math.max(prompts + 1, prompts * (score.detectable / lead) ** 2);
  return needed > MOST_PROMPTS
    ? `More than ${MOST_PROMPTS} prompts would be needed to settle a lead of this size: treat them as equal.`
    : `About ${roundRoughly(needed)} prompts instead of ${prompts} would settle a lead of this size.`;
}

function explainLimit(objective: "memory" | "footprint", tied: readonly RankedTarget[]): readonly string[] {
  const values = tied
    .flatMap(({ target, contributions }) => {
      const value = contributions.find((one) => one.objective === objective)?.value;
      return value === undefined ? [] : [{ target, value }];
    })
    .toSorted((a, b) => a.value - b.value);
  const [least, next] = values;
  if (least === undefined || next === undefined || values.length < tied.length) return [];
  if (next.value < least.value * WORTH_A_LIMIT) return [];
  const { label } = OBJECTIVE_DESCRIPTIONS[objective];
  return [
    `A limit on ${label} from ${formatFigure(least.value, "bytes")} to below ${formatFigure(next.value, "bytes")} would leave ${least.target} alone.`,
  ];
}

/** Where one of the two is clearly better in something, whoever cares for that most has a choice. */
function explainPreferences(closest: Comparison): readonly string[] {
  const favour = (target: string, labels: readonly string[]) =>
    labels.length === 0 ? [] : [`More weight on ${listNames(labels)} would favour ${target}.`];
  return [...favour(closest.first, settledFor(closest, 1)), ...favour(closest.second, settledFor(closest, -1))];
}

/** Who has every settled advantage is no winner, as what is open may outweigh them; but it is good to know. */
function explainOneSided(target: string, own: readonly string[], other: readonly string[]): readonly string[] {
  if (own.length === 0 || other.length > 0) return [];
  return [`All that is settled between the two speaks for ${target}: ${listNames(own)}.`];
}

/** The objectives in which the first (`side` 1) or the second (-1) is better beyond chance. */
function settledFor({ objectives }: Comparison, side: 1 | -1): readonly string[] {
  return objectives
    .filter(({ settled, contribution }) => settled && contribution * side > 0)
    .map(({ objective }) => OBJECTIVE_DESCRIPTIONS[objective].label);
}
