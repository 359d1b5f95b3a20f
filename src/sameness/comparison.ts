import { mean } from "../stats/centre.ts";
import { compareScores, type ScoreDifference } from "./compare-scores.ts";
import { judge, type Verdict } from "./judge.ts";
import { comparePrompt, type PromptComparison } from "./prompt-comparison.ts";
import type { RuntimeReading } from "./reading.ts";

/** The reference and another runtime, over all prompts that both answered. */
export interface Comparison {
  readonly runtime: string;
  readonly verdict: Verdict;
  readonly prompts: readonly PromptComparison[];
  /** Prompts that both answered alike, to the last character. */
  readonly identicalAnswers: number;
  /** Tokens that the answers to a prompt begin alike with, mean over the prompts; absent where no tokens are told. */
  readonly meanCommonTokens?: number | undefined;
  /** Absent where log-probabilities are not had of both. */
  readonly scores?: ScoreDifference | undefined;
}

/** Compares what was read of the reference with what was read of another runtime. */
export function compareReadings(reference: RuntimeReading, other: RuntimeReading): Comparison {
  const compared = reference.prompts.flatMap((ours) => {
    const theirs = other.prompts.find(({ prompt }) => prompt === ours.prompt);
    return theirs === undefined ? [] : [comparePrompt(ours, theirs)];
  });
  const prompts = compared.map(({ comparison }) => comparison);
  const scores = compareScores(compared.flatMap(({ pairs }) => pairs));
  const common = prompts.flatMap(({ answers }) => answers.commonTokens ?? []);
  return {
    runtime: other.runtime,
    verdict: judge(prompts, scores),
    prompts,
    identicalAnswers: prompts.filter(({ answers }) => answers.identical).length,
    meanCommonTokens: common.length === 0 ? undefined : mean(common),
    scores,
  };
}
