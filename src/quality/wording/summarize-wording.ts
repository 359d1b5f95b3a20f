import type { Estimate } from "../../core/estimate.ts";
import type { Prompt } from "../../core/prompt.ts";
import { mean } from "../../stats/centre.ts";
import { LEAST_FOR_MEAN } from "../../stats/least-values.ts";
import { meanInterval } from "../../stats/mean-interval.ts";
import { rougeL } from "../checks/text/measure-overlap.ts";
import { type DistinctShares, distinctShares } from "./distinct-n.ts";

/** Figures of how answers are worded. None is good or bad by itself. */
export interface WordingSummary {
  /** ROUGE-L of answers with their prompts' references, 0 to 1; absent when no answered prompt has one. n counts prompts. */
  readonly referenceOverlap?: Estimate | undefined;
  /** Share of the answers' n-grams that stand in the material, by n; of prompts that name their material. */
  readonly support: readonly { readonly n: number; readonly ratio: Estimate }[];
  /** Over the answers of the first round to all prompts together. */
  readonly distinct?: DistinctShares | undefined;
  /** Over the rounds of each prompt, averaged over prompts of two rounds and more; `answers` counts prompts. */
  readonly repeated?: DistinctShares | undefined;
}

/** A prompt with the texts of its answered rounds. */
export interface PromptAnswers {
  readonly prompt: Prompt;
  readonly texts: readonly string[];
  /** By n, the mean over rounds of the shares of its checks of support. */
  readonly support: ReadonlyMap<number, number>;
}

/** Sums up how the answers of one target are worded; absent when there is none. */
export function summarizeWording(answered: readonly PromptAnswers[]): WordingSummary | undefined {
  if (answered.length === 0) return undefined;
  const overlap = estimateMean(answered.flatMap((one) => overlapOf(one) ?? []));
  const sizes = [...new Set(answered.flatMap(({ support }) => [...support.keys()]))].sort((a, b) => a - b);
  const distinct = distinctShares(answered.flatMap(({ texts }) => texts.slice(0, 1)));
  const repeated = averageShares(
    answered.flatMap(({ texts }) => (texts.length > 1 ? (distinctShares(texts) ?? []) : [])),
  );
  return {
    ...(overlap !== undefined && { referenceOverlap: overlap }),
    support: sizes.flatMap((n) => {
      const ratio = estimateMean(answered.flatMap(({ support }) => support.get(n) ?? []));
      return ratio === undefined ? [] : [{ n, ratio }];
    }),
    ...(distinct !== undefined && { distinct }),
    ...(repeated !== undefined && { repeated }),
  };
}

/** The rounds of one prompt repeat each other, so that they are averaged first. */
function overlapOf({ prompt: { reference }, texts }: PromptAnswers): number | undefined {
  if (reference === undefined) return undefined;
  const known = new Map<string, number | undefined>();
  const values = texts.flatMap((text) => {
    if (!known.has(text)) known.set(text, text.trim() === "" ? 0 : rougeL(text, reference));
    return known.get(text) ?? [];
  });
  return values.length === 0 ? undefined : mean(values);
}

const LEVEL = 0.95;

function estimateMean(values: readonly number[]): Estimate | undefined {
  if (values.length === 0) return undefined;
  const bare = { value: mean(values), level: LEVEL, n: values.length, of: "prompts" } as const;
  const interval = meanInterval(values, LEVEL);
  if (interval === undefined) return { ...bare, needs: LEAST_FOR_MEAN };
  return { ...bare, low: Math.max(0, interval.low), high: Math.min(1, interval.high) };
}

function averageShares(all: readonly DistinctShares[]): DistinctShares | undefined {
  if (all.length === 0) return undefined;
  const average = (n: 0 | 1 | 2) => mean(all.map(({ shares }) => shares[n]));
  return { shares: [average(0), average(1), average(2)], answers: all.length };
}
