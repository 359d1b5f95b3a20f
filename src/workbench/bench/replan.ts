import { readPromptSet } from "../../catalog/prompts/read-prompt-set.ts";
import type { Plan } from "../../core/run.ts";
import type { RunStore } from "../../core/run-store.ts";
import type { Workspace } from "../workspace.ts";
import { digestTarget } from "./plan-targets.ts";

/**
 * Makes a recorded run's plan again from what lies on disk now: model files and prompt file are read anew.
 *
 * The result equals the recorded plan unless one of them has changed, which `resume` then refuses by name.
 */
export async function replan(store: RunStore, id: string, workspace: Workspace): Promise<Plan> {
  const { plan } = (await store.read(id)).run;
  const { source } = plan.prompts;
  const { directory, locations } = workspace;
  const prompts =
    source === undefined
      ? plan.prompts
      : await readPromptSet(source, { directory, builtInDirectory: locations.builtInPrompts });
  const targets = await Promise.all(
    plan.targets.map((target) => (target.unavailable === undefined ? digestTarget(target, workspace) : target)),
  );
  return { ...plan, prompts, targets };
}
