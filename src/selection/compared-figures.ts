import { readValue } from "../bench/summary/read-metric.ts";
import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import { mean } from "../stats/centre.ts";
import { isAnswered } from "./judge-answering.ts";
import { type MemoryKind, metricOf, OBJECTIVE_DESCRIPTIONS, OBJECTIVES, type Objective } from "./objectives.ts";
import { promptQuality } from "./quality-of.ts";
import { normalizeWeights, type Weights, weightsOf } from "./weights.ts";

/** The candidates' figures on the same prompts, ready to be resampled by prompt. */
export interface ComparedFigures {
  /** Prompts that all candidates have answered, with every value that is compared. */
  readonly prompts: readonly string[];
  readonly targets: readonly TargetFigures[];
  /** Over what is known of every candidate, summing to 1; all 0 when nothing that counts is. */
  readonly weights: Weights;
  /** Why an objective takes no part, one sentence each. */
  readonly leftOut: readonly string[];
}

export interface TargetFigures {
  readonly target: string;
  /** By objective that takes part: per prompt in the order of `prompts`, or one value for the target. */
  readonly values: Readonly<Partial<Record<Objective, ObjectiveFigures>>>;
}

/** `shares` are sums over sums, so that each facet counts the same. */
export type ObjectiveFigures =
  | { readonly type: "shares"; readonly found: readonly number[]; readonly expected: readonly number[] }
  | { readonly type: "means"; readonly values: readonly number[] }
  | { readonly type: "constant"; readonly value: number };

/** Takes what can be compared of all candidates on the same prompts; `weights` that are 0 keep an objective out. */
export function compareFigures(cards: readonly Scorecard[], weights: Weights, memory: MemoryKind): ComparedFigures {
  if (cards.length === 0) return { prompts: [], targets: [], weights, leftOut: [] };
  const results = cards.map((card) => new Map(card.prompts.filter(isAnswered).map((one) => [one.prompt, one])));
  const shared = [...(results[0]?.keys() ?? [])].filter((prompt) => results.every((of) => of.has(prompt)));
  const leftOut: string[] = [];
  let prompts = shared;
  const taking = OBJECTIVES.filter((objective) => {
    if (weights[objective] === 0) return false;
    const { label } = OBJECTIVE_DESCRIPTIONS[objective];
    if (isConstant(objective)) {
      const lacking = cards.filter((card) => constantOf(card, objective, memory) === undefined);
      if (lacking.length > 0)
        leftOut.push(`No ${label} is known of ${nameSome(lacking)}: it takes no part in the score.`);
      return lacking.length === 0;
    }
    const kept = prompts.filter((prompt) => results.every((of) => hasValue(of.get(prompt), objective)));
    // Facets may be on few of the prompts by intent; a latency or a rate that is missing on most is a fault.
    if (kept.length === 0 || (objective !== "quality" && kept.length * 2 < prompts.length)) {
      leftOut.push(
        objective === "quality"
          ? "No prompt with expected facets was answered by all candidates: quality takes no part in the score."
          : `The ${label} of some candidate is unknown on most prompts: it takes no part in the score.`,
      );
      return false;
    }
    prompts = kept;
    return true;
  });
  if (prompts.length < shared.length)
    leftOut.push(
      `${shared.length - prompts.length} of ${shared.length} prompts take no part in the comparison, as not all that counts is known there (such as facets).`,
    );
  return {
    prompts,
    targets: cards.map((card, index) => {
      const answers = prompts.flatMap((prompt) => results[index]?.get(prompt) ?? []);
      const figures = (objective: Objective) =>
        isConstant(objective)
          ? ({ type: "constant", value: constantOf(card, objective, memory) ?? Number.NaN } as const)
          : figuresOf(objective, answers);
      return {
        target: card.target.id,
        values: Object.fromEntries(taking.map((objective) => [objective, figures(objective)])),
      };
    }),
    weights:
      taking.length === 0
        ? weightsOf(() => 0)
        : normalizeWeights(weightsOf((objective) => (taking.includes(objective) ? weights[objective] : 0))),
    leftOut,
  };
}

/** Objectives with one value per target, without sampling error. */
type ConstantObjective = "memory" | "footprint";

function isConstant(objective: Objective): objective is ConstantObjective {
  return objective === "memory" || objective === "footprint";
}

/** A target's value of an objective that has one value only; absent when unknown. */
export function constantOf(card: Scorecard, objective: ConstantObjective, memory: MemoryKind): number | undefined {
  const read = readValue(card, metricOf(objective, memory).id);
  const value = objective === "footprint" ? (read ?? card.target.sizeBytes) : read;
  return value !== undefined && value > 0 ? value : undefined;
}

function figuresOf(
  objective: Exclude<Objective, ConstantObjective>,
  answers: readonly PromptResult[],
): ObjectiveFigures {
  if (objective !== "quality")
    return { type: "means", values: answers.map((answer) => mean(valuesOf(answer, objective))) };
  const shares = answers.map((answer) => promptQuality(answer) ?? { found: 0, expected: 0 });
  return { type: "shares", found: shares.map(({ found }) => found), expected: shares.map(({ expected }) => expected) };
}

function hasValue(answer: PromptResult | undefined, objective: Exclude<Objective, ConstantObjective>): boolean {
  if (answer === undefined) return false;
  if (objective === "quality") return promptQuality(answer) !== undefined;
  const values = valuesOf(answer, objective);
  // Ratios are taken of latency and rate: a value of 0 would be none.
  return values.length > 0 && values.every((value) => value > 0);
}

function valuesOf({ values }: PromptResult, objective: "latency" | "decode-rate"): readonly number[] {
  return values[metricOf(objective, "resident").id] ?? [];
}

function nameSome(cards: readonly Scorecard[]): string {
  const [first, ...others] = cards.map(({ target }) => target.id);
  return others.length === 0 ? (first ?? "") : `${first} and ${others.length} more`;
}
