import type { Prompt } from "../../core/prompt.ts";
import type { Sample } from "../../core/sample.ts";
import { type AnswerScore, scoreAnswer } from "../../quality/facets/score-answer.ts";
import type { ScoredAnswer } from "../../quality/facets/summarize-facets.ts";
import type { RunMeanings } from "./read-meanings.ts";

/** Scores the very answers that were timed. The same answer to the same prompt is scored once. */
export function scoreSamples(
  prompts: readonly Prompt[],
  samples: readonly Sample[],
  { closeness, unscored }: RunMeanings,
): ScoredAnswer[] {
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const known = new Map<string, AnswerScore>();
  return samples.flatMap((sample) => {
    const prompt = byId.get(sample.prompt);
    if (prompt?.facets === undefined || prompt.facets.length === 0 || unscored.has(prompt.id)) return [];
    const key = JSON.stringify([sample.prompt, sample.finishReason, sample.text]);
    const { finishReason } = sample;
    const score = known.get(key) ?? scoreAnswer(prompt.facets, sample.text, { finishReason, closeness });
    known.set(key, score);
    const withNonce = sample.nonce !== undefined;
    return [{ target: sample.target, prompt: sample.prompt, task: prompt.task, score, withNonce }];
  });
}
