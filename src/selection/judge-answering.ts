import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import { listNames } from "./format-figure.ts";
import type { Judgement } from "./recommendation.ts";

/**
 * Holds every target against what needs no asking: it must answer, and answer what others answer.
 *
 * A prompt that nobody answered is the prompt's fault and counts for none.
 */
export function judgeAnswering(card: Scorecard, all: readonly Scorecard[]): readonly Judgement[] {
  const target = card.target.id;
  if (card.status === "failed") {
    const { error } = card;
    return error === undefined
      ? [{ target, constraint: MUST_ANSWER, state: "unproven", because: "it was never asked" }]
      : [{ target, constraint: MUST_ANSWER, state: "failed", because: `${error.message} (${error.code})` }];
  }
  const answered = new Set(all.flatMap(({ prompts }) => prompts.filter(isAnswered).map(({ prompt }) => prompt)));
  // What was not asked since the target died is a failure too; what was not asked since the run stopped is none.
  const failed = card.prompts.filter(
    (one) => !isAnswered(one) && (one.flags.includes("failed") || card.error !== undefined) && answered.has(one.prompt),
  );
  if (failed.length === 0) return [];
  const codes = [
    ...new Set([...failed.flatMap(({ error }) => error?.code ?? []), ...(card.error?.code ? [card.error.code] : [])]),
  ];
  const why = codes.length === 0 ? "" : ` (${listNames(codes)})`;
  const because = `${failed.length} of ${card.prompts.length} prompts have no answer${why}, and others answered them`;
  return [{ target, constraint: "answers every prompt", state: "unproven", because }];
}

const MUST_ANSWER = "must answer";

/** True when at least one round succeeded. */
export function isAnswered({ values }: PromptResult): boolean {
  return (values.e2e?.length ?? 0) > 0;
}
