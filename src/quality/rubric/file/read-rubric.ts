import { basename, extname, join, resolve } from "node:path";
import { AssayError } from "../../../core/errors.ts";
import { checkJson } from "../../../json/check-json.ts";
import { toFileError } from "../../../json/file-problem.ts";
import { type JsonDocument, parseJson } from "../../../json/parse-json.ts";
import { readTextFile } from "../../../json/read-text-file.ts";
import { BUILT_IN_RUBRIC } from "../built-in-rubric.ts";
import { type Criterion, type Rubric, SCORES } from "../rubric.ts";
import { rubricFileSchema } from "./rubric-schema.ts";

/** The rubric of a project, in its folder. */
const PROJECT_RUBRIC = "rubric.json";

export interface ReadRubricOptions {
  /** The project's folder, which relative paths start from. */
  readonly directory: string;
  /** A file; absent: the project's `rubric.json` where it has one, else the built-in rubric. */
  readonly path?: string | undefined;
}

/**
 * Reads the rubric that answers are scored by.
 *
 * @throws AssayError `invalid-input` when there is no such file; `invalid-file` when it is wrong; `storage-failed`
 */
export async function readRubric({ directory, path }: ReadRubricOptions): Promise<Rubric> {
  if (path === BUILT_IN_RUBRIC.name) return BUILT_IN_RUBRIC;
  const file = path === undefined ? join(directory, PROJECT_RUBRIC) : resolve(directory, path);
  const text = await readTextFile(file);
  if (text !== undefined) return parseRubric(file, text);
  if (path === undefined) return BUILT_IN_RUBRIC;
  throw new AssayError({
    code: "invalid-input",
    message: `There is no rubric ${file}.`,
    hint: `Name a rubric.json, or "${BUILT_IN_RUBRIC.name}" for the criteria that come with Assay.`,
  });
}

/**
 * Checks the text of a rubric file; errors name its path, the line and the key.
 *
 * @throws AssayError `invalid-file`
 */
export function parseRubric(file: string, text: string): Rubric {
  const document = parseJson(file, text);
  const content = checkJson(document, rubricFileSchema);
  const criteria = content.criteria.map((entry): Criterion => {
    if (typeof entry !== "string") return { ...entry, name: entry.name ?? entry.id };
    return builtIn(entry);
  });
  const problems = [...findSharedIds(criteria, document), ...findEqualAnchors(criteria, document)];
  if (problems.length > 0) throw toFileError(file, problems);
  return { name: content.name ?? basename(file, extname(file)), criteria };
}

function builtIn(id: string): Criterion {
  const found = BUILT_IN_RUBRIC.criteria.find((criterion) => criterion.id === id);
  if (found === undefined) throw new AssayError({ code: "internal", message: `There is no built-in criterion ${id}.` });
  return found;
}

function findSharedIds(criteria: readonly Criterion[], { problemAt }: JsonDocument) {
  return criteria.flatMap(({ id }, index) => {
    const first = criteria.findIndex((other) => other.id === id);
    if (first === index) return [];
    const message = `must have an id of its own: "${id}" is the id of criterion ${first + 1} too`;
    return [problemAt(["criteria", index], message)];
  });
}

/** Where two points say the same, nobody can tell which of them to give. */
function findEqualAnchors(criteria: readonly Criterion[], { problemAt }: JsonDocument) {
  return criteria.flatMap(({ anchors }, index) =>
    SCORES.flatMap((score) => {
      const first = SCORES.find((other) => plain(anchors[other]) === plain(anchors[score]));
      if (first === undefined || first === score) return [];
      const message = `must say something else than the anchor of ${first}, so that the two can be told apart`;
      return [problemAt(["criteria", index, "anchors", String(score)], message)];
    }),
  );
}

function plain(anchor: string): string {
  return anchor
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s\p{P}]+/gu, " ")
    .trim();
}
