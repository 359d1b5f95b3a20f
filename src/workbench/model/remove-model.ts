import { editModelsFile } from "../../catalog/models/edit-models-file.ts";
import { readModelsFile } from "../../catalog/models/read-models-file.ts";
import { AssayError } from "../../core/errors.ts";
import { type ModelsFileChoice, modelsFileOf, readModels } from "../resolve-name.ts";
import type { BareWorkspace } from "../workspace.ts";

/** Removes a registration of the user's or the project's; no file of a model is touched. @returns the file that was written */
export async function removeModel(
  alias: string,
  workspace: BareWorkspace,
  choice: ModelsFileChoice = {},
): Promise<string> {
  const file = modelsFileOf(workspace, choice);
  const own = await readModelsFile(file);
  if (!own?.models.has(alias))
    throw notRegistered(alias, file, (await readModels(workspace)).models.get(alias)?.origin);
  await editModelsFile(file, alias, undefined);
  return file;
}

const HINTS = {
  project: { hint: "It is registered in the project's models.json.", remedies: ["use-project-list"] },
  user: { hint: "It is registered in your own models.json.", remedies: ["use-own-list"] },
  "built-in": { hint: "It comes with assay. What was downloaded of it goes with: assay cache remove." },
} as const;

function notRegistered(alias: string, file: string, origin: keyof typeof HINTS | undefined): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `${alias} is not registered in ${file}.`,
    ...(origin === undefined ? { hint: "`assay model list` shows what is registered." } : HINTS[origin]),
  });
}
