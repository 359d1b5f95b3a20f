import { type AnswerDifference, compareAnswers } from "./compare-answers.ts";
import { comparePrompts, type PromptDifference } from "./compare-prompts.ts";
import { compareScores, pairScores, type ScoreDifference, type ScorePair } from "./compare-scores.ts";
import type { PromptReading } from "./reading.ts";

/** What the reference and another runtime make of one prompt. */
export interface PromptComparison {
  readonly prompt: string;
  readonly rendering: PromptDifference;
  readonly answers: AnswerDifference;
  readonly scores?: ScoreDifference | undefined;
}

/** Compares two readings of one prompt, and gives the scores that it took for that. */
export function comparePrompt(
  ours: PromptReading,
  theirs: PromptReading,
): { readonly comparison: PromptComparison; readonly pairs: readonly ScorePair[] } {
  const rendering = comparePrompts(ours, theirs);
  const pairs = pairScores(ours, theirs, rendering);
  const answers = compareAnswers(ours.answer, theirs.answer);
  return { comparison: { prompt: ours.prompt, rendering, answers, scores: compareScores(pairs) }, pairs };
}
