import { resolve } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { readRubric } from "../../quality/rubric/file/read-rubric.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { importAnnotations } from "../../workbench/quality/import-annotations.ts";
import { readScoring } from "../../workbench/quality/read-scoring.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface ImportScoresOptions {
  readonly id: string;
  readonly files: readonly string[];
  readonly by: string | undefined;
  readonly rubric: string | undefined;
  /** Folder of the runs. */
  readonly runs: string;
  readonly json: boolean;
}

/** `assay annotate import` */
export async function importScores(options: ImportScoresOptions, context: CommandContext): Promise<number> {
  const { terminal, workspace } = context;
  const { directory, now } = workspace;
  const { id, runs, by } = options;
  if (by === undefined)
    throw new AssayError({
      code: "invalid-input",
      message: "Who gave these scores was not said.",
      hint: "Add --by and a name, such as --by Ann: scores of several people are kept apart.",
    });
  const rubric = await readRubric({ directory, path: options.rubric });
  const scoring = await readScoring(createRunStore({ directory: runs }), id);
  const files = options.files.map((file) => resolve(directory, file));
  const result = await importAnnotations(scoring, { files, by, rubric, now });
  terminal.printResult(options, { run: scoring.run.id, ...result }, () => {
    for (const notice of result.notices) terminal.note(`note: ${notice}`);
    const { added, changed, same } = result;
    const parts = [
      `${added} new by ${result.by}`,
      ...(changed > 0 ? [`${changed} changed (the earlier ones are kept in annotations.jsonl)`] : []),
      ...(same > 0 ? [`${same} there already`] : []),
    ];
    terminal.print(parts.join(", "));
    if (added + changed + same === 0) terminal.note("no cell was filled in: nothing was there to import");
  });
  return EXIT.ok;
}
