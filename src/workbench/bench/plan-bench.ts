import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { createPlan } from "../../bench/create-plan.ts";
import { readPromptSet } from "../../catalog/prompts/read-prompt-set.ts";
import type { AcceptableRule } from "../../core/acceptable-rule.ts";
import { isDemonstrationModel } from "../../core/demonstration-models.ts";
import { AssayError } from "../../core/errors.ts";
import type { Prompt, PromptSet } from "../../core/prompt.ts";
import type { Plan, TargetPlan, UntilDecided } from "../../core/run.ts";
import { defaultAcceptable } from "../../quality/acceptable/default-acceptable.ts";
import { parseAcceptable } from "../../quality/acceptable/parse-acceptable.ts";
import { checkFacets } from "../../quality/facets/check-facets.ts";
import { readRubric } from "../../quality/rubric/file/read-rubric.ts";
import type { Settings } from "../../settings/definitions.ts";
import { withPrices } from "../rates/price-targets.ts";
import { readRates } from "../rates/read-rates.ts";
import { readModels } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";
import { planTargets } from "./plan-targets.ts";

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
  | "logprobs"
  | "devices"
  | "threads"
  | "contextTokens"
  | "timeLimitMs"
  | "acceptable"
> & {
  /** The prompts themselves; absent: those that the settings name. */
  readonly promptSet?: PromptSet | undefined;
  /** Also measure the last model against itself (A/A): a comparison that must find nothing. */
  readonly twin?: boolean | undefined;
  /** Measure in stages and end once the verdict is settled, at this level over all looks. */
  readonly untilDecided?: UntilDecided | undefined;
  /** Keep names that mean nothing in the plan, as targets that cannot be measured. */
  readonly skipMissing?: boolean | undefined;
};

/**
 * Makes the plan of a benchmark from settings: names become targets with digests, the prompt set is read.
 *
 * @param names models by name; empty takes those of the settings
 * @throws AssayError `unknown-model`, `invalid-input`, `invalid-file`
 */
export async function planBench(names: readonly string[], settings: PlanSettings, workspace: Workspace): Promise<Plan> {
  const named = await planTargets(names.length > 0 ? names : settings.models, workspace, settings);
  const targets = withPrices(named, (await readRates(workspace))?.hosted ?? []);
  const last = settings.twin === true ? targets.at(-1) : undefined;
  if (last !== undefined) targets.push({ ...last, id: `${last.id}#twin` });
  const prompts = settings.promptSet ?? (await readPrompts(settings, targets, workspace));
  checkFacets(prompts.prompts);
  const acceptable = await planAcceptable(settings.acceptable, prompts.prompts, workspace);
  return createPlan({ ...settings, acceptable, rounds: roundsOf(settings, workspace), targets, prompts });
}

/** A verdict rests on prompts: until it is settled another prompt tells more than the same one again, unless rounds are asked for. */
function roundsOf({ rounds, untilDecided }: PlanSettings, { origins }: Workspace): number {
  return untilDecided !== undefined && origins.rounds.from === "built-in" ? 1 : rounds;
}

/** What is acceptable: as the settings say, by the criteria of the project's rubric, else all that the prompts expect. */
async function planAcceptable(
  written: string | undefined,
  prompts: readonly Prompt[],
  { directory }: Workspace,
): Promise<AcceptableRule | undefined> {
  if (written === undefined) return defaultAcceptable(prompts);
  const rule = parseAcceptable(written, await readRubric({ directory }));
  const known = defaultAcceptable(prompts);
  for (const name of ["facets", "checks"] as const)
    if (rule[name] !== undefined && known?.[name] === undefined)
      throw new AssayError({
        code: "invalid-input",
        message: `What is acceptable names ${name}, and no prompt of this set has any.`,
        hint: "Leave them out, or choose prompts that have some.",
      });
  return rule;
}

/** The prompts of the settings: a single one, else a named set, else those beside the models, else a built-in set. */
async function readPrompts(
  settings: PlanSettings,
  targets: readonly TargetPlan[],
  workspace: Workspace,
): Promise<PromptSet> {
  if (settings.prompt !== undefined) return { name: "prompt", prompts: [{ id: "p1", prompt: settings.prompt }] };
  if (settings.prompts === undefined) {
    const beside = (await readModels(workspace)).prompts;
    if (beside !== undefined) return beside;
  }
  const { directory, locations, origins } = workspace;
  // The demonstration models have room for short notes only, and know no others.
  const prompts = settings.prompts ?? (targets.every(isDemonstrationModel) ? "meeting-notes" : "work-notes");
  if (origins.prompts.from === "project" && prompts === workspace.settings.prompts) requireInside(prompts, directory);
  return readPromptSet(prompts, { directory, builtInDirectory: locations.builtInPrompts });
}

/** A project that could name any file of its user's would have it sent to an endpoint, line by line. */
function requireInside(prompts: string, directory: string): void {
  const path = resolve(directory, prompts);
  if (!existsSync(path)) return; // a built-in set, or nothing
  const inside = relative(realpathSync(directory), realpathSync(path));
  if (!isAbsolute(inside) && inside.split(sep)[0] !== "..") return;
  throw new AssayError({
    code: "invalid-file",
    message: `The prompts that assay.json names must lie in the folder of the project, not at ${JSON.stringify(prompts)}`,
    hint: "If you want them all the same, name the file yourself.",
    remedies: ["name-prompts"],
  });
}
