import type { PromptSet } from "../../core/prompt.ts";
import { loadLanguages } from "./language/read-language.ts";

/** Loads what the checks of a prompt set need, so that answers are then checked at once. */
export async function prepareChecks({ prompts }: PromptSet): Promise<void> {
  const types = new Set(prompts.flatMap(({ checks = [] }) => checks.map(({ type }) => type)));
  if (types.has("language")) await loadLanguages();
}
