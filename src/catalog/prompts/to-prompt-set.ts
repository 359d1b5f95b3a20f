import type { Check } from "../../core/check.ts";
import type { Prompt, PromptSet } from "../../core/prompt.ts";
import { toFileError } from "../../json/file-problem.ts";
import type { JsonDocument } from "../../json/parse-json.ts";
import type { CheckFault } from "../../quality/checks/definition/check-definition.ts";
import { findCheckFaults } from "../../quality/checks/find-check-faults.ts";
import type { PromptList } from "./prompt-schema.ts";

export interface PromptListPlace {
  readonly name: string;
  readonly document: Pick<JsonDocument, "file" | "problemAt">;
  /** Where the list stands in the document; absent: it is the document. */
  readonly path?: readonly string[] | undefined;
  /** Checks of every prompt, which stand beside the list. */
  readonly checks?: readonly Check[] | undefined;
}

/**
 * Gives each prompt its id (`p1`, `p2` ... by position where it has none) and the checks of the whole set.
 *
 * @throws AssayError `invalid-file` when an id is there twice, or an answer could not be held to a check
 */
export function toPromptSet(list: PromptList, { name, document, path = [], checks = [] }: PromptListPlace): PromptSet {
  const prompts = list.map(
    (entry, index): Prompt =>
      typeof entry === "string" ? { id: idAt(index), prompt: entry } : { ...entry, id: entry.id ?? idAt(index) },
  );
  const problems = [
    ...findSharedFaults(checks, prompts).map((fault) => document.problemAt(["checks", ...fault.path], fault.message)),
    ...prompts.flatMap((prompt, index) => [
      ...findTwin(prompts, index).map((message) => document.problemAt([...path, index], message)),
      ...findCheckFaults(prompt).map((fault) =>
        document.problemAt([...path, index, "checks", ...fault.path], fault.message),
      ),
    ]),
  ];
  if (problems.length > 0) throw toFileError(document.file, problems);
  return { name, prompts: prompts.map((prompt) => withShared(prompt, checks)) };
}

function idAt(index: number): string {
  return `p${index + 1}`;
}

function findTwin(prompts: readonly Prompt[], index: number): readonly string[] {
  const id = prompts[index]?.id;
  const first = prompts.findIndex((other) => other.id === id);
  return first === index ? [] : [`must have an id of its own: "${id}" is the id of prompt ${first + 1} too`];
}

/** Mistakes in the checks of a whole set, each once; one that not all prompts have names the first that has it. */
function findSharedFaults(checks: readonly Check[], prompts: readonly Prompt[]): readonly CheckFault[] {
  const found = prompts.flatMap((prompt) => {
    const shared = checks.filter(({ type }) => !prompt.checks?.some((own) => own.type === type));
    return findCheckFaults({ ...prompt, checks: shared }).map(({ path: [at, ...rest], message }) => ({
      id: prompt.id,
      path: [checks.indexOf(shared[Number(at)] as Check), ...rest],
      message,
    }));
  });
  return [...Map.groupBy(found, ({ path }) => path.join("."))].flatMap(([, same]) => {
    const [first] = same;
    if (first === undefined) return [];
    const { id, path, message } = first;
    return [{ path, message: same.length < prompts.length ? `${message} (prompt ${JSON.stringify(id)})` : message }];
  });
}

/** A prompt's own check of a type takes the place of the set's. */
function withShared(prompt: Prompt, shared: readonly Check[]): Prompt {
  const { checks: own = [] } = prompt;
  const others = shared.filter(({ type }) => !own.some((check) => check.type === type));
  return others.length === 0 ? prompt : { ...prompt, checks: [...others, ...own] };
}
