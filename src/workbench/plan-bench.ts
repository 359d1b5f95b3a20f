import { createPlan } from "../bench/create-plan.ts";
import { readPromptSet } from "../catalog/prompts/read-prompt-set.ts";
import type { Settings } from "../catalog/settings/definitions.ts";
import type { PromptSet } from "../core/prompt.ts";
import type { Plan } from "../core/run.ts";
import { planTargets, readModels } from "./plan-targets.ts";
import type { Surroundings } from "./surroundings.ts";

/** The settings that a plan is made from. */
export type PlanSettings = Pick<
  Settings,
  | "models"
  | "prompts"
  | "prompt"
  | "rounds"
  | "warmUp"
  | "order"
  | "seed"
  | "temperature"
  | "maxTokens"
  | "stream"
  | "prefixCache"
  | "devices"
  | "threads"
  | "contextTokens"
  | "timeLimitMs"
> & {
  /** Also measure the last model against itself (A/A): a comparison that must find nothing. */
  readonly twin?: boolean | undefined;
};

/**
 * Makes the plan of a benchmark from settings: names become targets with digests, the prompt set is read.
 *
 * @param names models by name; empty takes those of the settings
 * @throws AssayError `unknown-model`, `invalid-input`, `invalid-file`
 */
export async function planBench(
  names: readonly string[],
  settings: PlanSettings,
  surroundings: Surroundings,
): Promise<Plan> {
  const targets = await planTargets(names.length > 0 ? names : settings.models, surroundings, settings);
  const last = settings.twin === true ? targets.at(-1) : undefined;
  if (last !== undefined) targets.push({ ...last, id: `${last.id}#twin` });
  return createPlan({ ...settings, targets, prompts: await readPrompts(settings, surroundings) });
}

/** The prompts of the settings: a single one, else a named set, else those beside the models, else the built-in ones. */
async function readPrompts(settings: PlanSettings, surroundings: Surroundings): Promise<PromptSet> {
  if (settings.prompt !== undefined) return { name: "prompt", prompts: [{ id: "p1", prompt: settings.prompt }] };
  if (settings.prompts === undefined) {
    const beside = (await readModels(surroundings)).prompts;
    if (beside !== undefined) return beside;
  }
  const { directory, locations } = surroundings;
  return readPromptSet(settings.prompts ?? "meeting-notes", { directory, builtInDirectory: locations.builtInPrompts });
}
