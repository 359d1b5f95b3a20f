import { mean } from "../stats/centre.ts";
import { LEAST_VALUES } from "../stats/least-values.ts";
import { type Labelled, predictionPoweredMean } from "../stats/prediction-powered.ts";
import { studentCritical, studentTwoSidedP } from "../stats/student-t.ts";
import { marginOf, mostOf, type Objective } from "./objectives.ts";
import type { AnytimeDifference, PromptPair } from "./sequential/estimate-anytime.ts";
import { FIXED, type Procedure } from "./sequential/procedure.ts";
import type { Evidence, PromptEvidence, ReadingEvidence } from "./target-evidence.ts";

/** How the first of two targets compares with the second in one objective, before anything is concluded. */
export interface EstimatedDifference {
  /** First less second, in points of 1; or the logarithm of first over second. */
  readonly value: number;
  /** 0 of facts. Absent where there is too little to tell by. */
  readonly standardError?: number | undefined;
  /** The error to decide by where it is larger: few prompts are a rough measure of their own spread. */
  readonly cautiousError?: number | undefined;
  readonly degrees: number;
  /** Prompts that both have answered, or readings of the one that has fewer. */
  readonly n: number;
  readonly of: "prompts" | "readings" | "facts";
  /** The level of its interval. */
  readonly level: number;
  /** Of prompts whose number depends on what they have shown: this decides in place of the standard error. */
  readonly anytime?: AnytimeDifference | undefined;
}

/** So many readings of memory take an interval. */
export const LEAST_READINGS = 3;
/** With fewer prompts, a finding takes facets to be found as independently as coins fall. */
const FEW_PROMPTS = 12;

export function estimateDifference(
  objective: Objective,
  [a, b]: readonly [Evidence, Evidence],
  { level, estimateAnytime }: Procedure = FIXED,
): EstimatedDifference | undefined {
  if (a.type === "prompts" && b.type === "prompts") {
    // How many prompts there are never hangs on a judge, who is asked when all are answered.
    if (a.judged && b.judged) return addLevel(compareJudged(a, b), level);
    const pairs = pairPrompts(a, b);
    if (pairs.length === 0) return undefined;
    const estimate = { ...comparePrompts(objective, pairs, finestOf(a, b)), level };
    if (estimateAnytime === undefined) return estimate;
    return { ...estimate, ...estimateAnytime(pairs, { most: mostOf(objective), margin: marginOf(objective), level }) };
  }
  if (a.type === "readings" && b.type === "readings") return { ...compareReadings(a, b), level };
  if (a.type === "fact" && b.type === "fact")
    return { value: Math.log(a.figure / b.figure), standardError: 0, degrees: 1, n: 1, of: "facts", level };
  return undefined;
}

function addLevel(estimate: Omit<EstimatedDifference, "level"> | undefined, level: number) {
  return estimate && { ...estimate, level };
}

/** Where the true difference lies; absent where the standard error is. */
export function intervalOf({ value, standardError, degrees, level, anytime }: EstimatedDifference) {
  if (standardError === undefined) return undefined;
  if (anytime !== undefined) return { low: anytime.low, high: anytime.high };
  const margin = standardError === 0 ? 0 : studentCritical(level, degrees) * standardError;
  return { low: value - margin, high: value + margin };
}

/** How likely a difference this large is among equals; absent where the standard error is. */
export function pValueOf(estimate: EstimatedDifference): number | undefined {
  const { value, standardError, cautiousError, degrees, anytime } = estimate;
  if (standardError === undefined) return undefined;
  if (anytime !== undefined) return anytime.pValue;
  return value === 0 ? 1 : studentTwoSidedP(value / (cautiousError ?? standardError), degrees);
}

/** Paired by prompt: a prompt that is hard or long for both takes nothing from the comparison. */
function pairPrompts(a: PromptEvidence, b: PromptEvidence): readonly PromptPair[] {
  return [...a.byPrompt].flatMap(([prompt, one]) => {
    const other = b.byPrompt.get(prompt);
    return other === undefined ? [] : [{ first: one.value, second: other.value, weight: one.weight }];
  });
}

/** One facet of one prompt, or one point by one criterion, is as fine as quality can be measured. */
function finestOf(a: PromptEvidence, b: PromptEvidence): number {
  return Math.min(a.quality?.step ?? 1, b.quality?.step ?? 1);
}

function comparePrompts(
  objective: Objective,
  pairs: readonly PromptPair[],
  finest: number,
): Omit<EstimatedDifference, "level"> {
  const n = pairs.length;
  const total = sumOf(pairs, ({ weight }) => weight);
  const value = sumOf(pairs, ({ first, second }) => first - second) / total;
  const estimate = { value, degrees: n - 1, n, of: "prompts" } as const;
  if (n < LEAST_VALUES) return estimate;
  const squares = sumOf(pairs, ({ first, second, weight }) => (first - second - value * weight) ** 2);
  const own = ((n / (n - 1)) * squares) / total ** 2;
  if (objective !== "quality") return { ...estimate, standardError: Math.sqrt(own) };
  const squared = Math.max(own, (finest / total) ** 2);
  const coins = (spreadOf(pairs, "first", total) + spreadOf(pairs, "second", total)) / total;
  return {
    ...estimate,
    standardError: Math.sqrt(squared),
    ...(n < FEW_PROMPTS && { cautiousError: Math.sqrt(Math.max(squared, coins)) }),
  };
}

/** A judge's differences prompt by prompt, corrected on the prompts to which people scored answers of both. */
function compareJudged(a: PromptEvidence, b: PromptEvidence): Omit<EstimatedDifference, "level"> | undefined {
  const known: Labelled[] = [];
  const elsewhere: number[] = [];
  for (const [prompt, one] of a.judged ?? []) {
    const other = b.judged?.get(prompt);
    if (other === undefined) continue;
    if (one.labelled === undefined || other.labelled === undefined) elsewhere.push(one.value - other.value);
    else
      known.push({
        truth: one.labelled.truth - other.labelled.truth,
        prediction: one.labelled.prediction - other.labelled.prediction,
      });
  }
  const n = known.length;
  if (n === 0) return undefined;
  const found = predictionPoweredMean(known, elsewhere);
  if (found === undefined) return { value: mean(known.map(({ truth }) => truth)), degrees: 1, n, of: "prompts" };
  const finest = finestOf(a, b) / n;
  const { value, standardError, degrees } = found;
  return { value, standardError: Math.max(standardError, finest), degrees, n, of: "prompts" };
}

function spreadOf(pairs: readonly PromptPair[], side: "first" | "second", total: number): number {
  const share = sumOf(pairs, (pair) => pair[side]) / total;
  return share * (1 - share);
}

/** Each load is a reading of its own; the readings of both sides spread alike. */
function compareReadings(a: ReadingEvidence, b: ReadingEvidence): Omit<EstimatedDifference, "level"> {
  const [first, second] = [a.readings.map(Math.log), b.readings.map(Math.log)];
  const n = Math.min(first.length, second.length);
  const estimate = { value: mean(first) - mean(second), n, of: "readings" } as const;
  if (n < LEAST_READINGS) return { ...estimate, degrees: 1 };
  const degrees = first.length + second.length - 2;
  const variance = (squaresOf(first) + squaresOf(second)) / degrees;
  return { ...estimate, standardError: Math.sqrt(variance / first.length + variance / second.length), degrees };
}

function squaresOf(values: readonly number[]): number {
  const middle = mean(values);
  return sumOf(values, (value) => (value - middle) ** 2);
}

function sumOf<T>(list: readonly T[], read: (item: T) => number): number {
  let sum = 0;
  for (const item of list) sum += read(item);
  return sum;
}
