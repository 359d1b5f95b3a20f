import { AssayError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { mean } from "../../stats/centre.ts";
import { LEAST_VALUES } from "../../stats/least-values.ts";
import { shareInterval } from "../../stats/share-interval.ts";
import type { AnswerScore } from "./score-answer.ts";
import { wordFacet } from "./word-facet.ts";

/** The score of one timed answer. Failed requests have none: they are counted apart, never as 0. */
export interface ScoredAnswer {
  readonly target: string;
  readonly prompt: string;
  readonly task?: string | undefined;
  readonly score: AnswerScore;
  /** Whether a nonce stood in front of the prompt. */
  readonly withNonce?: boolean | undefined;
}

/** The share of expected facets found in the answers that were timed. */
export interface FacetSummary {
  readonly found: number;
  readonly expected: number;
  /** 0 to 1, n counts prompts. */
  readonly ratio: Estimate;
  readonly byTask: Readonly<
    Record<string, { readonly found: number; readonly expected: number; readonly prompts: number }>
  >;
  /** True when a nonce stood in front of the prompts, which changes the answers. */
  readonly withNonce: boolean;
}

/** Facets that one target found. */
export interface TargetFacets {
  readonly target: string;
  readonly summary: FacetSummary;
  /** By prompt id. */
  readonly prompts: readonly PromptFacets[];
}

export interface PromptFacets {
  readonly prompt: string;
  readonly task?: string | undefined;
  /** Facets found, averaged over rounds. */
  readonly found: number;
  readonly expected: number;
  readonly rounds: number;
  /** Facets that at least one round missed; in words. */
  readonly missed: readonly string[];
}

/**
 * Summarises scores per target and prompt, in the order in which targets first appear.
 *
 * The ratio is facets found over facets expected, summed over prompts; rounds of one prompt are averaged first, as they
 * repeat each other. Its interval rests on prompts (n counts them). Answers without expected facets take no
 * part, and a target without any other is left out.
 * @throws AssayError `invalid-input` when answers to one prompt were scored against different facets
 */
export function summarizeFacets(answers: readonly ScoredAnswer[]): readonly TargetFacets[] {
  const scored = answers.filter(({ score }) => score.total > 0);
  return [...Map.groupBy(scored, ({ target }) => target)].map(([target, ofTarget]) => {
    // Sorted, so that the interval does not hang on the order in which requests finished.
    const prompts = [...Map.groupBy(ofTarget, ({ prompt }) => prompt)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([prompt, rounds]) => ({ prompt, task: rounds[0]?.task, rounds, shares: sharesOf(prompt, rounds) }));
    return {
      target,
      summary: {
        found: sum(prompts.flatMap(({ shares }) => shares)),
        expected: sum(prompts.map(({ shares }) => shares.length)),
        ratio: estimateRatio(prompts.map(({ shares }) => shares)),
        byTask: Object.fromEntries(
          [...Map.groupBy(prompts, ({ task }) => task)].flatMap(([task, ofTask]) =>
            task === undefined ? [] : [[task, countFacets(ofTask.map(({ shares }) => shares))]],
          ),
        ),
        withNonce: ofTarget.some(({ withNonce }) => withNonce === true),
      },
      prompts: prompts.map(({ prompt, task, rounds, shares }) => ({
        prompt,
        task,
        found: sum(shares),
        expected: shares.length,
        rounds: rounds.length,
        missed: (rounds[0]?.score.facets ?? [])
          .filter((_, index) => (shares[index] ?? 0) < 1)
          .map(({ facet }) => wordFacet(facet)),
      })),
    };
  });
}

const LEVEL = 0.95;

/** The mean over all facets of all prompts is the ratio of the sums. */
function estimateRatio(prompts: readonly (readonly number[])[]): Estimate {
  const bare = { value: mean(prompts.flat()), level: LEVEL, n: prompts.length, of: "prompts" } as const;
  const interval = shareInterval(
    prompts.map((shares) => ({ found: sum(shares), expected: shares.length })),
    LEVEL,
  );
  return interval === undefined ? { ...bare, needs: LEAST_VALUES } : { ...bare, ...interval };
}

/** For each facet of a prompt the share of rounds that found it. */
function sharesOf(prompt: string, rounds: readonly ScoredAnswer[]): readonly number[] {
  const facets = rounds.map(({ score }) => JSON.stringify(score.facets.map(({ facet }) => facet)));
  const other = facets.find((list) => list !== facets[0]);
  if (other !== undefined)
    throw new AssayError({
      code: "invalid-input",
      message: `The answers to prompt ${JSON.stringify(prompt)} were scored against different facets: ${facets[0]} and ${other}.`,
    });
  return (rounds[0]?.score.facets ?? []).map((_, index) =>
    mean(rounds.map(({ score }) => (score.facets[index]?.found === true ? 1 : 0))),
  );
}

function countFacets(prompts: readonly (readonly number[])[]) {
  return { found: sum(prompts.flat()), expected: sum(prompts.map((shares) => shares.length)), prompts: prompts.length };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
