import { resolve } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { readRubric } from "../../quality/rubric/file/read-rubric.ts";
import { selectCriteria } from "../../quality/rubric/select-criteria.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { exportPairs, exportStub } from "../../workbench/quality/export-stub.ts";
import { readScoring } from "../../workbench/quality/read-scoring.ts";
import type { CommandContext } from "../options/command-context.ts";
import { toShortPath } from "../render/print-report.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface ExportAnnotationsOptions {
  readonly id: string;
  /** Absent: all files are written into the run's folder. */
  readonly output: string | undefined;
  /** Ids with commas between; absent: all of the rubric. */
  readonly criteria: string | undefined;
  /** Two answers side by side in place of scores. */
  readonly pairs: boolean;
  /** Pairs at most. */
  readonly most: number | undefined;
  readonly seed: number | undefined;
  readonly rubric: string | undefined;
  /** Folder of the runs. */
  readonly runs: string;
  readonly json: boolean;
}

/** `assay annotate export` */
export async function exportAnnotations(options: ExportAnnotationsOptions, context: CommandContext): Promise<number> {
  const { directory } = context.workspace;
  const { id, runs, seed, criteria } = options;
  requireMeaning(options);
  if (options.pairs) return await exportSideBySide(options, context);
  const all = await readRubric({ directory, path: options.rubric });
  const rubric = criteria === undefined ? all : selectCriteria(all, criteria);
  const scoring = await readScoring(createRunStore({ directory: runs }), id);
  const output = options.output === undefined ? undefined : resolve(directory, options.output);
  const files = await exportStub(scoring, { rubric, seed, output });
  const { terminal } = context;
  const result = {
    run: scoring.run.id,
    items: scoring.items.length,
    criteria: rubric.criteria.map((one) => one.id),
    files,
  };
  terminal.printResult(options, result, () => {
    for (const file of files) terminal.print(file);
    terminal.note(`${pluralize(result.items, "answer")} to score by ${result.criteria.join(", ")}`);
    terminal.note(nextStep(result.run, files));
  });
  return EXIT.ok;
}

/** Refuses flags that would change nothing. @throws AssayError `invalid-input` */
function requireMeaning({ pairs, most, criteria }: ExportAnnotationsOptions): void {
  if (pairs && criteria !== undefined)
    throw new AssayError({
      code: "invalid-input",
      message: "--criteria says nothing beside --pairs: of two answers only the overall preference is asked.",
      hint: "Leave one of them out.",
    });
  if (!pairs && most !== undefined)
    throw new AssayError({
      code: "invalid-input",
      message: "--most bounds the pairs of --pairs, and answers to score are not bounded.",
      hint: "Add --pairs, or leave it out.",
    });
}

async function exportSideBySide(options: ExportAnnotationsOptions, context: CommandContext): Promise<number> {
  const { terminal, workspace } = context;
  const { seed, most } = options;
  const scoring = await readScoring(createRunStore({ directory: options.runs }), options.id);
  const output = options.output === undefined ? undefined : resolve(workspace.directory, options.output);
  const result = await exportPairs(scoring, { seed, most, output });
  terminal.printResult(options, { run: scoring.run.id, ...result }, () => {
    for (const file of result.files) terminal.print(file);
    terminal.note(`${result.pairs} of ${pluralize(result.total, "pair")} to compare`);
    terminal.note(nextStep(scoring.run.id, result.files));
  });
  return EXIT.ok;
}

/** What to type when the file is filled in; of the guide there is nothing to bring back. */
function nextStep(run: string, files: readonly string[]): string {
  const filledIn = files.find((file) => !file.endsWith(".md"));
  if (filledIn === undefined) return "the guide tells what the scores mean";
  return `once it is filled in: assay annotate import ${run} ${quotePath(toShortPath(filledIn))} --by <name>`;
}

function quotePath(path: string): string {
  return /\s/.test(path) ? `"${path}"` : path;
}
