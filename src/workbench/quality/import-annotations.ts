import { AssayError } from "../../core/errors.ts";
import { type FileProblem, toFileError } from "../../json/file-problem.ts";
import { readTextFile } from "../../json/read-text-file.ts";
import { type AnnotationEntry, currentAnnotations } from "../../quality/annotations/annotation.ts";
import { findChangedCriteria, mergeAnnotations } from "../../quality/annotations/merge-annotations.ts";
import type { SheetProblem } from "../../quality/annotations/parse-csv.ts";
import { type ReadSheet, readSheet } from "../../quality/annotations/read-sheet.ts";
import type { Rubric } from "../../quality/rubric/rubric.ts";
import { addAnnotations } from "./annotations-file.ts";
import type { RunScoring } from "./read-scoring.ts";

export interface ImportOptions {
  readonly files: readonly string[];
  /** Name of the person who scored. */
  readonly by: string;
  readonly rubric: Rubric;
  readonly now: () => Date;
}

export interface ImportResult {
  readonly by: string;
  /** Scores that are new, that go over an earlier one of this person, and that were there already. */
  readonly added: number;
  readonly changed: number;
  readonly same: number;
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
  const counts = { added: 0, changed: 0, same: 0 };
  const at = now().toISOString();
  await addAnnotations(scoring.folder, (before) => {
    refuseChanged(findChangedCriteria(before, rubric));
    const entries: AnnotationEntry[] = [];
    for (const { annotations } of sheets) {
      const merge = mergeAnnotations([...before, ...entries], annotations, { rubric, at });
      entries.push(...merge.entries);
      for (const key of ["added", "changed", "same"] as const) counts[key] += merge[key];
    }
    return entries;
  });
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

const MOST_LETTERS = 60;

/** The person as the run knows them already, whatever the case of the letters; else a new one. */
function findPerson(written: string, entries: readonly AnnotationEntry[]): string {
  const name = written.normalize("NFC").trim().replaceAll(/\s+/g, " ");
  if (name === "" || name.length > MOST_LETTERS || /\p{Cc}/u.test(name))
    throw new AssayError({
      code: "invalid-input",
      message: `The name of who scored must be a text of 1 to ${MOST_LETTERS} letters, not ${JSON.stringify(written)}.`,
    });
  return currentAnnotations(entries).find(({ by }) => by.toLowerCase() === name.toLowerCase())?.by ?? name;
}

function refuseChanged(changed: readonly string[]): void {
  if (changed.length === 0) return;
  throw new AssayError({
    code: "invalid-input",
    message: `The rubric asks something else for ${changed.join(", ")} than when this run was scored before.`,
    hint: "Give the new criterion an id of its own, or import with the rubric that was used before.",
  });
}
