import type { Prompt, PromptSet } from "../../core/prompt.ts";
import { toFileError } from "../../json/file-problem.ts";
import type { JsonDocument } from "../../json/parse-json.ts";
import type { PromptList } from "./prompt-schema.ts";

/**
 * Gives each prompt its id (`p1`, `p2` ... by position where it has none).
 *
 * @param path where the list stands in the document
 * @throws AssayError `invalid-file` when an id is there twice
 */
export function toPromptSet(
  name: string,
  list: PromptList,
  document: Pick<JsonDocument, "file" | "problemAt">,
  path: readonly string[] = [],
): PromptSet {
  const prompts = list.map(
    (entry, index): Prompt =>
      typeof entry === "string" ? { id: idAt(index), prompt: entry } : { ...entry, id: entry.id ?? idAt(index) },
  );
  const problems = prompts.flatMap(({ id }, index) => {
    const first = prompts.findIndex((other) => other.id === id);
    return first === index
      ? []
      : [
          document.problemAt(
            [...path, index],
            `must have an id of its own: "${id}" is the id of prompt ${first + 1} too`,
          ),
        ];
  });
  if (problems.length > 0) throw toFileError(document.file, problems);
  return { name, prompts };
}

function idAt(index: number): string {
  return `p${index + 1}`;
}
