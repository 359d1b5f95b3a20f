import type { Estimate } from "../../core/estimate.ts";
import type { Sample } from "../../core/sample.ts";
import type { Rating, Ratings } from "../../quality/sources/rate-answers.ts";
import { mean } from "../../stats/centre.ts";
import { estimateMean } from "./estimate-mean.ts";

/** How the timed answers of a target were scored by a rubric. Rounds of a prompt are averaged first, as they repeat each other. */
export interface RatingSummary {
  /** Mean over prompts; a score of 1 counts 0 and one of 5 counts 1. */
  readonly ratio: Estimate;
  readonly criteria: readonly CriterionPoints[];
  /** Timed answers with a text that are scored, and all of them. */
  readonly rated: number;
  readonly answers: number;
}

/** Mean of the scores by one criterion, 1 to 5, over the prompts whose answers have some. */
export interface CriterionPoints {
  readonly criterion: string;
  readonly points: Estimate;
}

/** The same of one prompt. */
export interface PromptRating {
  /** 0 to 1. */
  readonly value: number;
  /** Criteria that it is the mean of. */
  readonly criteria: number;
}

/** Sums up the ratings of one target's answers; absent where none is rated. `samples` are the timed ones that succeeded. */
export function summarizeRatings(
  samples: readonly Sample[],
  ratings: Ratings,
): { readonly summary: RatingSummary; readonly prompts: ReadonlyMap<string, PromptRating> } | undefined {
  const answered = samples.filter(({ text }) => text.trim() !== "");
  const rated = answered.flatMap(({ prompt, text }) => {
    const rating = ratings(prompt, text);
    return rating === undefined ? [] : [{ prompt, rating }];
  });
  if (rated.length === 0) return undefined;
  const byPrompt = new Map(
    [...Map.groupBy(rated, ({ prompt }) => prompt)].map(([prompt, own]) => [prompt, own.map(({ rating }) => rating)]),
  );
  const criteria = [...new Set(rated.flatMap(({ rating }) => Object.keys(rating.points)))];
  return {
    summary: {
      ratio: within(0, 1, overPrompts([...byPrompt.values()].map((own) => own.map(({ value }) => value)))),
      criteria: criteria.map((criterion) => ({ criterion, points: pointsBy(criterion, [...byPrompt.values()]) })),
      rated: rated.length,
      answers: answered.length,
    },
    prompts: new Map(
      [...byPrompt].map(([prompt, own]) => [
        prompt,
        { value: mean(own.map(({ value }) => value)), criteria: own[0]?.criteria.length ?? 0 },
      ]),
    ),
  };
}

function pointsBy(criterion: string, prompts: readonly (readonly Rating[])[]): Estimate {
  const values = prompts.map((own) => own.flatMap(({ points }) => points[criterion] ?? []));
  return within(1, 5, overPrompts(values.filter((list) => list.length > 0)));
}

function overPrompts(values: readonly (readonly number[])[]): Estimate {
  return estimateMean(values.map((list) => ({ of: "prompts", values: list })));
}

/** An interval reaches no further than the scale. */
function within(least: number, most: number, estimate: Estimate): Estimate {
  const { low, high } = estimate;
  if (low === undefined || high === undefined) return estimate;
  return { ...estimate, low: Math.max(least, low), high: Math.min(most, high) };
}
