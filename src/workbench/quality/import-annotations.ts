import { AssayError } from "../../core/errors.ts";
import { type FileProblem, toFileError } from "../../json/file-problem.ts";
import { readTextFile } from "../../json/read-text-file.ts";
import type { SheetProblem } from "../../quality/annotations/parse-csv.ts";
import { type ReadSheet, readSheet } from "../../quality/annotations/read-sheet.ts";
import type { Rubric } from "../../quality/rubric/rubric.ts";
import { addScores, findPerson, type ScoreCounts } from "./add-scores.ts";
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
  const items = new Set(scoring.items.map(({ item }) => item));
  const sheets: ReadSheet[] = [];
  const notices: string[] = [];
  for (const file of options.files) {
    const sheet = readSheet(await readSheetText(file), { by, rubric, items });
    if (sheet.problems.length > 0)
      throw toFileError(
        file,
        sheet.problems.map(toFileProblem),
        "Nothing was imported. Mend these cells and import the file again.",
      );
    sheets.push(sheet);
    notices.push(...sheet.notices.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`));
  }
  const given = sheets.map(({ annotations }) => annotations);
  const counts = await addScores(scoring.folder, given, { rubric, now });
  return { by, ...counts, notices };
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
