import { join } from "node:path";
import { editModelsFile } from "../../catalog/models/edit-models-file.ts";
import { AssayError } from "../../core/errors.ts";
import { SIGNAL_NAMES } from "../../core/pipeline.ts";
import { resolveName } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";
import type { RunReplay } from "./replay-run.ts";

/**
 * Writes the chosen policy of a replay into the project's models.json, as a cascade that can be asked under its name.
 *
 * @returns the file
 * @throws AssayError `invalid-input` when nothing was chosen, a target has no name, or the name is one that something else has
 */
export async function savePolicy(replay: RunReplay, alias: string, workspace: Workspace): Promise<string> {
  const { chosen, promisedRate = 0, smallTarget: small, largeTarget: large } = replay;
  const signal = SIGNAL_NAMES.find((name) => name === chosen?.name);
  if (chosen === undefined || signal === undefined)
    throw new AssayError({
      code: "invalid-input",
      message: "There is no policy to save: no signal was shown to beat chance on this run.",
      hint: "Measure more prompts, or take one of the two models.",
    });
  for (const name of [small, large]) await requireName(name, workspace);
  await requireFree(alias, workspace);
  const threshold = chosen.doubtful === "high" ? { above: chosen.threshold } : { below: chosen.threshold };
  const file = join(workspace.directory, "models.json");
  await editModelsFile(file, alias, {
    description: `Chosen on the run ${replay.run}.`,
    pipeline: { cascade: { small, large, when: [{ signal, ...threshold }], promisedRate: round(promisedRate) } },
  });
  return file;
}

async function requireName(name: string, workspace: Workspace): Promise<void> {
  const found = await resolveName(name, workspace).catch(() => []);
  if (found.length === 1 && found[0]?.id === name) return;
  throw new AssayError({
    code: "invalid-input",
    message: `The policy cannot be saved: ${name} is no name of a model here.`,
    hint: "Add its file or address under that name with `assay model add`.",
  });
}

/** A cascade that was saved before may be written over; another model may not. */
async function requireFree(alias: string, workspace: Workspace): Promise<void> {
  const [found] = await resolveName(alias, workspace).catch(() => []);
  if (found === undefined) return;
  if (found.source.type === "pipeline" && found.source.definition.kind === "cascade") return;
  throw new AssayError({
    code: "invalid-input",
    message: `${alias} is the name of a model already.`,
    hint: "Choose another name for the cascade.",
  });
}

function round(rate: number): number {
  return Math.round(rate * 1000) / 1000;
}
