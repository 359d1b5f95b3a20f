import { readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { BUILT_IN_PROMPT_SETS, readPromptSet } from "../../catalog/prompts/read-prompt-set.ts";
import { type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import type { PromptSet } from "../../core/prompt.ts";
import type { Workspace } from "../workspace.ts";

/** A prompt set that a run can be started with by its name. */
export interface ListedPromptSet {
  /** A built-in one's, or the path of a file from the project's folder. */
  readonly name: string;
  readonly origin: "built-in" | "project";
  readonly set?: PromptSet | undefined;
  /** Present where it cannot be read. */
  readonly problem?: ErrorRecord | undefined;
}

/** Folder of a project's own sets. */
const OWN_FOLDER = "prompts";

/** Lists the prompt sets that come with the product, and those in the project's folder `prompts`. */
export async function listPromptSets(workspace: Workspace): Promise<readonly ListedPromptSet[]> {
  const { directory, locations } = workspace;
  const options = { directory, builtInDirectory: locations.builtInPrompts };
  const ownFolder = join(directory, OWN_FOLDER);
  // In the product's own folder they are one and the same.
  const isBuiltIn = (await realPath(ownFolder)) === (await realPath(locations.builtInPrompts));
  const files = isBuiltIn ? [] : await readdir(ownFolder, { withFileTypes: true }).catch(() => []);
  const own = files
    .filter((entry) => entry.isFile() && /\.(json|txt)$/i.test(entry.name))
    .map(({ name }) => `${OWN_FOLDER}/${name}`)
    .sort();
  const list = [
    ...own.map((name) => ({ name, origin: "project" as const })),
    ...BUILT_IN_PROMPT_SETS.map((name) => ({ name, origin: "built-in" as const })),
  ];
  return await Promise.all(
    list.map(async (one) => {
      try {
        return { ...one, set: await readPromptSet(one.name, options) };
      } catch (thrown) {
        return { ...one, problem: toErrorRecord(thrown) };
      }
    }),
  );
}

async function realPath(path: string): Promise<string> {
  return await realpath(path).catch(() => path);
}
