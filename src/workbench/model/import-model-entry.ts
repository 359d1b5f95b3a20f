import { basename, resolve } from "node:path";
import type { ModelDefinition } from "../../catalog/models/model-schema.ts";
import { AssayError } from "../../core/errors.ts";
import { readFileFacts } from "../../formats/formats.ts";
import { findHubFile } from "../../hub/cache/find-hub-file.ts";
import { digestModel } from "../../hub/digest-model.ts";
import { type TakenCard, takeEntryCard } from "../card/take-card.ts";
import type { NamedModel } from "../hub/define-hub-model.ts";
import { modelCacheOf } from "../model-cache.ts";
import { toWrittenPath } from "../project/written-path.ts";
import type { Workspace } from "../workspace.ts";
import { readModelEntry } from "./model-entry.ts";

export interface ImportedModel extends NamedModel {
  /** What became of the card that somebody else measured. */
  readonly card?: TakenCard | undefined;
}

/**
 * Takes over an exported entry; a file that is here must be the one that was exported.
 *
 * @throws AssayError `invalid-file` for a wrong entry, `model-invalid` for a file with another digest, `invalid-input`
 *   when a file that is on no hub is not named
 */
export async function importModelEntry(
  path: string,
  modelsFile: string,
  workspace: Workspace,
  { file: given, signal }: { readonly file?: string | undefined; readonly signal?: AbortSignal | undefined },
): Promise<ImportedModel> {
  const { alias, model, file: stated, card: written } = await readModelEntry(path);
  const takeCard = async (): Promise<Pick<ImportedModel, "card">> =>
    written === undefined
      ? {}
      : {
          card: await takeEntryCard(
            JSON.stringify(written),
            { name: basename(path), sha256: stated?.sha256 },
            workspace,
          ),
        };
  const { file: named, ...facts } = model;
  const stateDirectory = workspace.locations.state;
  const check = async (file: string | undefined) => {
    if (file !== undefined && stated !== undefined)
      requireDigest(file, (await digestModel(file, { stateDirectory, signal })).sha256, stated.sha256);
  };
  if (named === undefined) {
    await check(findPresent(facts, workspace));
    return { alias, definition: facts, warnings: [], ...(await takeCard()) };
  }
  if (given === undefined)
    throw new AssayError({
      code: "invalid-input",
      message: `The file ${named} of ${alias} is on no hub, and not here.`,
      hint: `Get ${named} from whoever exported it, then say where it lies.`,
      remedies: ["name-file"],
    });
  const local = resolve(workspace.directory, given);
  await check(local);
  await readFileFacts(local);
  return {
    alias,
    definition: { file: toWrittenPath(local, modelsFile), ...facts },
    warnings: [],
    ...(await takeCard()),
  };
}

/** Where the entry's file lies already, whatever tool downloaded it. */
function findPresent({ hub }: ModelDefinition, workspace: Workspace): string | undefined {
  if (hub === undefined) return undefined;
  const { repo, revision, file, files = file === undefined ? [] : [file], format = "gguf" } = hub;
  return findHubFile(modelCacheOf(workspace), { type: "hub", repo, revision, files, format });
}

function requireDigest(path: string, digest: string, expected: string): void {
  if (digest === expected) return;
  throw new AssayError({
    code: "model-invalid",
    message: `${path} is not the file that the entry describes: its SHA-256 is ${digest}, not ${expected}.`,
    hint: "Get the file again: it is another one, or was damaged on the way.",
  });
}
