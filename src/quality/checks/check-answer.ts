import type { Check } from "../../core/check.ts";
import type { Prompt } from "../../core/prompt.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { definitionOf } from "./checks.ts";
import type { CheckOutcome } from "./definition/check-definition.ts";

/** One check of one answer. */
export interface CheckResult {
  readonly check: Check;
  readonly outcome: CheckOutcome;
}

/** Holds an answer to each check of its prompt, in their order. An empty answer keeps no rule. */
export function checkAnswer(prompt: Prompt, text: string): readonly CheckResult[] {
  return (prompt.checks ?? []).map((check) => ({ check, outcome: outcomeOf(check, prompt, text) }));
}

function outcomeOf(check: Check, prompt: Prompt, text: string): CheckOutcome {
  if (text.trim() === "") return { type: "failed", because: "The answer is empty." };
  try {
    return definitionOf(check).run(check, { text, prompt });
  } catch (error) {
    // A hostile answer must not cost the summary of a run.
    const because = error instanceof Error ? error.message : String(error);
    return { type: "untold", because: endSentence(`The check could not be carried out: ${because}`) };
  }
}

/** A check in a few words, for people. */
export function wordCheck(check: Check): string {
  return definitionOf(check).word(check);
}
