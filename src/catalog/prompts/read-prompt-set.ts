import { basename, extname, isAbsolute, join, resolve } from "node:path";
import { AssayError } from "../../core/errors.ts";
import type { PromptSet } from "../../core/prompt.ts";
import { checkJson } from "../../json/check-json.ts";
import { toFileError } from "../../json/file-problem.ts";
import { parseJson } from "../../json/parse-json.ts";
import { readTextFile } from "../../json/read-text-file.ts";
import { nearNames } from "../../lib/near-names.ts";
import { promptFileSchema } from "./prompt-schema.ts";
import { toPromptSet } from "./to-prompt-set.ts";

/** The prompt sets that come with the product. */
export const BUILT_IN_PROMPT_SETS = [
  "work-notes",
  "executive-summaries",
  "meeting-notes",
  "instructions",
  "local-ai",
  "same-model",
  "workshop-a",
  "workshop-b",
] as const;

export interface ReadPromptSetOptions {
  /** Folder that relative paths start from. */
  readonly directory: string;
  /** Folder of the prompt sets that come with the product. */
  readonly builtInDirectory: string;
}

/**
 * Reads a prompt set: the name of one that comes with the product, else a file, JSON or text with one prompt per line.
 *
 * `./meeting-notes` names a file where the name alone would mean the built-in set.
 * @throws AssayError `invalid-input` when there is no such set, with near names; `invalid-file` when it is wrong; `storage-failed`
 */
export async function readPromptSet(nameOrPath: string, options: ReadPromptSetOptions): Promise<PromptSet> {
  const isBuiltIn = BUILT_IN_PROMPT_SETS.some((name) => name === nameOrPath);
  const path = isBuiltIn
    ? join(options.builtInDirectory, `${nameOrPath}.json`)
    : isAbsolute(nameOrPath)
      ? nameOrPath
      : resolve(options.directory, nameOrPath);
  const text = nameOrPath.trim() === "" ? undefined : await readTextFile(path);
  if (text === undefined) throw missing(nameOrPath);
  return { ...parsePromptSet(path, text), source: isBuiltIn ? nameOrPath : path };
}

/**
 * Checks the text of a prompt file; errors name its path and the line.
 *
 * @throws AssayError `invalid-file`
 */
export function parsePromptSet(path: string, text: string): PromptSet {
  const name = basename(path, extname(path));
  if (extname(path).toLowerCase() === ".txt") return fromLines(name, path, text);
  const document = parseJson(path, text);
  const content = checkJson(document, promptFileSchema);
  return Array.isArray(content)
    ? toPromptSet(content, { name, document })
    : toPromptSet(content.prompts, { name: content.name ?? name, checks: content.checks, document, path: ["prompts"] });
}

function fromLines(name: string, path: string, text: string): PromptSet {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length === 0)
    throw toFileError(path, [{ keyPath: "", message: "the file has no line; it needs at least one" }]);
  return { name, prompts: lines.map((line, index) => ({ id: `p${index + 1}`, prompt: line.trim() })) };
}

function missing(nameOrPath: string): AssayError {
  const near = nearNames(nameOrPath, BUILT_IN_PROMPT_SETS);
  return new AssayError({
    code: "invalid-input",
    message: `There is no prompt file and no built-in set named ${JSON.stringify(nameOrPath)}`,
    hint:
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : `The built-in sets are ${BUILT_IN_PROMPT_SETS.join(", ")}; a file of your own may be a JSON list of texts.`,
  });
}
