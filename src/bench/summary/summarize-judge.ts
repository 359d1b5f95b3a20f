import type { Estimate } from "../../core/estimate.ts";
import type { Sample } from "../../core/sample.ts";
import type { Fitness } from "../../quality/judge/judge-fitness.ts";
import type { JudgeRatings } from "../../quality/sources/rate-by-judge.ts";
import { mean } from "../../stats/centre.ts";
import { LEAST_FOR_MEAN } from "../../stats/least-values.ts";
import { skewedInterval } from "../../stats/mean-interval.ts";
import { type Labelled, predictionPoweredMean } from "../../stats/prediction-powered.ts";
import { type RatingSummary, summarizeRatings } from "./summarize-ratings.ts";

/** How a judge scored the timed answers of a target, and what people make of it. */
export interface JudgeSummary {
  readonly judge: string;
  readonly fitness: Fitness;
  /** As the judge gave them: they hold its bias, and decide nothing. */
  readonly raw: RatingSummary;
  /** Prompts whose answers people scored by the same criteria. */
  readonly labelled: number;
  /** The mean with the judge's error taken off, which is measured on these prompts, 0 to 1; absent below 12 of them. */
  readonly corrected?: Estimate | undefined;
  /** How far the correction relies on the judge, 0 to 1: 0 is people alone. */
  readonly reliance?: number | undefined;
}

/** The judge's view of one prompt, 0 to 1. */
export interface PromptJudgement {
  /** Over all answers that it scored. */
  readonly value: number;
  /** Criteria that it is the mean of. */
  readonly criteria: number;
  /** Over the answers that people scored too, theirs and the judge's. */
  readonly labelled?: Labelled | undefined;
}

/** Sums up what a judge said of one target's answers; absent where it scored none. `samples` are the timed ones that succeeded. */
export function summarizeJudge(
  samples: readonly Sample[],
  { judge, fitness, rate }: JudgeRatings,
): { readonly summary: JudgeSummary; readonly prompts: ReadonlyMap<string, PromptJudgement> } | undefined {
  const rated = summarizeRatings(samples, rate);
  if (rated === undefined) return undefined;
  const bySample = Map.groupBy(samples, ({ prompt }) => prompt);
  const prompts = new Map(
    [...rated.prompts].map(([prompt, rating]) => {
      const labels = (bySample.get(prompt) ?? []).flatMap(({ text }) => {
        const found = rate(prompt, text);
        return found?.truth === undefined ? [] : [{ truth: found.truth, prediction: found.value }];
      });
      return [prompt, { ...rating, ...(labels.length > 0 && { labelled: meanOf(labels) }) }] as const;
    }),
  );
  return {
    summary: { judge: judge.id, fitness: fitness.fitness, raw: rated.summary, ...correct([...prompts.values()]) },
    prompts,
  };
}

function meanOf(labels: readonly Labelled[]): Labelled {
  return {
    truth: mean(labels.map(({ truth }) => truth)),
    prediction: mean(labels.map(({ prediction }) => prediction)),
  };
}

function correct(prompts: readonly PromptJudgement[]): Pick<JudgeSummary, "labelled" | "corrected" | "reliance"> {
  const known = prompts.flatMap(({ labelled }) => labelled ?? []);
  const elsewhere = prompts.flatMap(({ labelled, value }) => (labelled === undefined ? [value] : []));
  const found = predictionPoweredMean(known, elsewhere);
  if (found === undefined) return { labelled: known.length };
  const { low, high } = skewedInterval(found);
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return {
    labelled: known.length,
    corrected: {
      value: within(found.value),
      low: within(low),
      high: within(high),
      level: 0.95,
      n: known.length,
      of: "prompts",
    },
    reliance: found.tuning,
  };
}

/** How many prompts people must have scored answers to, for a judge's mean to be corrected. */
export const LEAST_LABELLED = LEAST_FOR_MEAN;
