import type { Check } from "../../core/check.ts";
import type { Prompt } from "../../core/prompt.ts";
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
  return definitionOf(check).run(check, { text, prompt });
}

/** A check in a few words, for people. */
export function wordCheck(check: Check): string {
  return definitionOf(check).word(check);
}
