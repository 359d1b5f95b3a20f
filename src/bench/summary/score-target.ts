import type { AcceptableRule } from "../../core/acceptable-rule.ts";
import type { Prompt } from "../../core/prompt.ts";
import type { Sample } from "../../core/sample.ts";
import type { PromptChecks } from "../../quality/checks/summarize-checks.ts";
import { type PromptFacets, summarizeFacets } from "../../quality/facets/summarize-facets.ts";
import { acceptSamples } from "./accept-samples.ts";
import type { RunMeanings } from "./read-meanings.ts";
import type { RunScores } from "./run-scores.ts";
import { createScorer, scoreSamples } from "./score-samples.ts";
import type { Scorecard } from "./scorecard.ts";
import { summarizeForm } from "./summarize-form.ts";
import { type PromptJudgement, summarizeJudge } from "./summarize-judge.ts";
import { type PromptRating, summarizeRatings } from "./summarize-ratings.ts";

/** Everything that says how good the answers of a target are, by source. */
export interface TargetScores {
  /** What the scorecard has of it; a source that says nothing is absent. */
  readonly card: Pick<Scorecard, "facets" | "people" | "judge" | "checks" | "wording" | "acceptable">;
  readonly ofPrompt: (prompt: string) => PromptScores;
  /** Whether an answer is acceptable; undefined where it is not known. Absent without a rule. */
  readonly isAcceptable?: ((sample: Sample) => boolean | undefined) | undefined;
}

/** How the answers of one target to one prompt were scored. */
export interface PromptScores {
  readonly facets?: PromptFacets | undefined;
  readonly checks?: PromptChecks | undefined;
  readonly people?: PromptRating | undefined;
  readonly judge?: PromptJudgement | undefined;
}

export interface ScoringGrounds {
  readonly meanings: RunMeanings;
  readonly scores?: RunScores | undefined;
  /** What makes an answer acceptable. */
  readonly rule?: AcceptableRule | undefined;
}

/** Scores the timed answers of a target that succeeded. */
export function scoreTarget(
  prompts: readonly Prompt[],
  samples: readonly Sample[],
  { meanings, scores = { overview: { items: 0 } }, rule }: ScoringGrounds,
): TargetScores {
  const scorer = createScorer(prompts, meanings);
  const facets = summarizeFacets(scoreSamples(prompts, samples, scorer))[0];
  const form = summarizeForm(prompts, samples);
  const people = scores.people && summarizeRatings(samples, scores.people);
  const judge = scores.judge && summarizeJudge(samples, scores.judge);
  const accepted = rule && acceptSamples(samples, { rule, prompts, scorer, scores });
  return {
    card: {
      ...(facets !== undefined && { facets: facets.summary }),
      ...(people !== undefined && { people: people.summary }),
      ...(judge !== undefined && { judge: judge.summary }),
      ...form.summary,
      ...(accepted !== undefined && { acceptable: accepted.summary }),
    },
    ofPrompt: (id) => ({
      facets: facets?.prompts.find(({ prompt }) => prompt === id),
      checks: form.checks.get(id),
      people: people?.prompts.get(id),
      judge: judge?.prompts.get(id),
    }),
    isAcceptable: accepted?.isAcceptable,
  };
}
