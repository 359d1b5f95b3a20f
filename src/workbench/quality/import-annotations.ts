import { AssayError } from "../../core/errors.ts";
import { type FileProblem, toFileError } from "../../json/file-problem.ts";
import { readTextFile } from "../../json/read-text-file.ts";
import type { SheetProblem } from "../../quality/annotations/parse-csv.ts";
import { readSheet } from "../../quality/annotations/read-sheet.ts";
import { isPairSheet, readPairSheet } from "../../quality/preferences/read-pair-sheet.ts";
import type { Rubric } from "../../quality/rubric/rubric.ts";
import { addSaid, findPerson, type Said, type ScoreCounts } from "./add-scores.ts";
import { comparableKeys } from "./list-pairs.ts";
import type { RunScoring } from "./read-scoring.ts";

export interface ImportOptions {
  readonly files: readonly string[];
  /** Name of the person who scored. */
  readonly by: string;
  readonly rubric: Rubric;
  readonly now: () => Date;
}

export interface ImportResult extends ScoreCounts {
  readonly by: string;
  /** What a spreadsheet had done and was undone, with its place. */
  readonly notices: readonly string[];
}

/**
 * Adds the scores of filled-in files to a run. All files are checked first: where one is wrong, nothing is added.
 *
 * @throws AssayError `invalid-file` with every problem of the first wrong file, `invalid-input`, `run-locked`, `storage-failed`
 */
export async function importAnnotations(scoring: RunScoring, options: ImportOptions): Promise<ImportResult> {
  const { rubric, now } = options;
  const by = findPerson(options.by, scoring.entries);
  const said: Said[] = [];
  const notices: string[] = [];
  for (const file of options.files) {
    const sheet = readFilledIn(await readSheetText(file), { by, rubric, scoring });
    if (sheet.problems.length > 0)
      throw toFileError(
        file,
        sheet.problems.map(toFileProblem),
        "Nothing was imported. Mend these cells and import the file again.",
      );
    said.push(sheet);
    notices.push(...sheet.notices.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`));
  }
  const counts = await addSaid(scoring.folder, said, { rubric, now });
  return { by, ...counts, notices };
}

interface FilledIn extends Said {
  readonly problems: readonly SheetProblem[];
  readonly notices: readonly SheetProblem[];
}

interface SheetContext extends Pick<ImportOptions, "by" | "rubric"> {
  readonly scoring: RunScoring;
}

/** Scores of answers, or choices between two, as the file has it. */
function readFilledIn(text: string, { by, rubric, scoring: { items } }: SheetContext): FilledIn {
  if (isPairSheet(text))
    return { scores: [], notices: [], ...readPairSheet(text, { by, pairs: comparableKeys(items) }) };
  const { annotations, ...sheet } = readSheet(text, { by, rubric, items: new Set(items.map(({ item }) => item)) });
  return { scores: annotations, preferences: [], ...sheet };
}

async function readSheetText(file: string): Promise<string> {
  const text = await readTextFile(file);
  if (text !== undefined) return text;
  throw new AssayError({
    code: "invalid-input",
    message: `There is no file ${file}.`,
    hint: "Name the file that was filled in, with its folder.",
  });
}

function toFileProblem(problem: SheetProblem): FileProblem {
  return { ...problem, keyPath: "" };
}
