import type { Prompt } from "../../core/prompt.ts";
import type { Sample } from "../../core/sample.ts";
import { type AnswerScore, scoreAnswer } from "../../quality/facets/score-answer.ts";
import type { ScoredAnswer } from "../../quality/facets/summarize-facets.ts";
import type { RunMeanings } from "./read-meanings.ts";

/** Scores an answer by the facets of its prompt; undefined where it has none, or they were not compared. */
export type Scorer = (sample: Sample) => AnswerScore | undefined;

/** Creates a scorer that scores the same answer to the same prompt once. */
export function createScorer(prompts: readonly Prompt[], { closeness, unscored }: RunMeanings): Scorer {
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const known = new Map<string, AnswerScore>();
  return ({ prompt: id, finishReason, text }) => {
    const { facets = [] } = byId.get(id) ?? {};
    if (facets.length === 0 || unscored.has(id)) return undefined;
    const key = JSON.stringify([id, finishReason, text]);
    const score = known.get(key) ?? scoreAnswer(facets, text, { finishReason, closeness });
    known.set(key, score);
    return score;
  };
}

/** Scores the very answers that were timed. */
export function scoreSamples(prompts: readonly Prompt[], samples: readonly Sample[], scorer: Scorer): ScoredAnswer[] {
  const tasks = new Map(prompts.map(({ id, task }) => [id, task]));
  return samples.flatMap((sample) => {
    const score = scorer(sample);
    if (score === undefined) return [];
    const { target, prompt, nonce } = sample;
    return [{ target, prompt, task: tasks.get(prompt), score, withNonce: nonce !== undefined }];
  });
}
