import type { Prompt } from "../../core/prompt.ts";
import type { Sample } from "../../core/sample.ts";
import { type CheckResult, checkAnswer } from "../../quality/checks/check-answer.ts";
import { type PromptChecks, tallyChecks } from "../../quality/checks/summarize-checks.ts";

/** Holds the very answers that were timed to the checks of their prompts. The same answer to the same prompt is checked once. */
export function checkSamples(prompts: readonly Prompt[], samples: readonly Sample[]): readonly PromptChecks[] {
  const byPrompt = Map.groupBy(samples, ({ prompt }) => prompt);
  return prompts.flatMap((prompt) => {
    const known = new Map<string, readonly CheckResult[]>();
    const rounds = (byPrompt.get(prompt.id) ?? []).map(({ text }) => {
      const results = known.get(text) ?? checkAnswer(prompt, text);
      known.set(text, results);
      return results;
    });
    return tallyChecks(prompt, rounds) ?? [];
  });
}
