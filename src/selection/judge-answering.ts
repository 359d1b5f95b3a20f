import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import { pluralize } from "../lib/pluralize.ts";
import { listNames } from "./format-figure.ts";
import type { Judgement } from "./recommendation.ts";

/**
 * Holds every target against what needs no asking: it must answer, and answer what others answer.
 *
 * An answer without text answers nothing. A prompt that nobody answered is the prompt's fault and counts for none.
 */
export function judgeAnswering(card: Scorecard, all: readonly Scorecard[]): readonly Judgement[] {
  const target = card.target.id;
  if (card.status === "failed") {
    const { error } = card;
    return error === undefined
      ? [{ target, constraint: MUST_ANSWER, state: "unproven", because: "it was never asked" }]
      : [{ target, constraint: MUST_ANSWER, state: "failed", because: `${error.message} (${error.code})` }];
  }
  if (!card.prompts.some(isAnswered))
    return [{ target, constraint: MUST_ANSWER, state: "failed", because: explainEmpty(card) }];
  const answered = new Set(all.flatMap(({ prompts }) => prompts.filter(isAnswered).map(({ prompt }) => prompt)));
  // What was not asked since the target died is a failure too; what was not asked since the run stopped is none.
  const missing = card.prompts.filter(
    (one) =>
      !isAnswered(one) &&
      (one.flags.includes("failed") || one.flags.includes("empty") || card.error !== undefined) &&
      answered.has(one.prompt),
  );
  if (missing.length === 0) return [];
  const reasons = [
    ...new Set([...missing.flatMap(({ error }) => error?.code ?? []), ...(card.error?.code ? [card.error.code] : [])]),
    ...(missing.some(({ flags }) => flags.includes("empty")) ? [explainEmpty(card)] : []),
  ];
  const why = reasons.length === 0 ? "" : ` (${listNames(reasons)})`;
  const because = `${missing.length} of ${card.prompts.length} prompts have no answer${why}, and others answered them`;
  return [{ target, constraint: EVERY_PROMPT, state: "unproven", because }];
}

const MUST_ANSWER = "must answer";
const EVERY_PROMPT = "answers every prompt";

/** Whether a judgement is of what nobody asked for: a target that does not answer has competed with nobody. */
export function isOfAnswering({ constraint }: Judgement): boolean {
  return constraint === MUST_ANSWER || constraint === EVERY_PROMPT;
}

/** True when at least one round brought text. */
export function isAnswered({ answers }: PromptResult): boolean {
  return answers > 0;
}

/** Content in place of answers: nothing, or thoughts that were cut before an answer began. */
function explainEmpty({ counts }: Scorecard): string {
  const { empty, timed, cutThinking } = counts;
  const head = `${empty} of ${pluralize(timed, "answer")} ${empty === 1 ? "holds" : "hold"} no text`;
  return cutThinking === 0 ? head : `${head}, ${cutThinking} were cut at the limit while thinking: raise maxTokens`;
}
