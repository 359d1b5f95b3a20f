import type { Prompt } from "../../core/prompt.ts";
import type { Sample } from "../../core/sample.ts";
import { type CheckResult, checkAnswer } from "../../quality/checks/check-answer.ts";
import { type PromptChecks, summarizeChecks, tallyChecks } from "../../quality/checks/summarize-checks.ts";
import { type PromptAnswers, summarizeWording } from "../../quality/wording/summarize-wording.ts";
import type { Scorecard } from "./scorecard.ts";

/** Form and wording of the answers of one target: rules that they keep, and figures. */
export interface TargetForm {
  readonly summary: Pick<Scorecard, "checks" | "wording">;
  /** By prompt id. */
  readonly checks: ReadonlyMap<string, PromptChecks>;
}

/** Sums up form and wording of the very answers that were timed. */
export function summarizeForm(prompts: readonly Prompt[], samples: readonly Sample[]): TargetForm {
  const byPrompt = Map.groupBy(samples, ({ prompt }) => prompt);
  const answered = prompts.flatMap((prompt) => {
    const texts = (byPrompt.get(prompt.id) ?? []).map(({ text }) => text);
    return texts.length === 0 ? [] : [{ prompt, texts, checks: tallyChecks(prompt, checkTexts(prompt, texts)) }];
  });
  const checked = answered.flatMap((one) => one.checks ?? []);
  const checks = summarizeChecks(checked, { withNonce: samples.some(({ nonce }) => nonce !== undefined) });
  const wording = summarizeWording(answered.map((one) => ({ ...one, support: readSupport(one.prompt, one.checks) })));
  return {
    summary: { ...(checks !== undefined && { checks }), ...(wording !== undefined && { wording }) },
    checks: new Map(checked.map((one) => [one.prompt, one])),
  };
}

/** The same answer to the same prompt is checked once. */
function checkTexts(prompt: Prompt, texts: readonly string[]): readonly (readonly CheckResult[])[] {
  const known = new Map(texts.map((text) => [text, checkAnswer(prompt, text)]));
  return texts.map((text) => known.get(text) ?? []);
}

/** What the prompt's checks of support have measured, by the length of their n-grams. */
function readSupport({ checks = [] }: Prompt, tallied: PromptChecks | undefined): PromptAnswers["support"] {
  return new Map(
    checks.flatMap((check, index) => {
      const value = tallied?.results[index]?.value;
      return check.type === "support" && value !== undefined ? [[check.n, value]] : [];
    }),
  );
}
