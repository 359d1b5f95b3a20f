import { summarizeAnnotations } from "../../quality/annotations/summarize-annotations.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readScoring } from "../../workbench/quality/read-scoring.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { renderAnnotations } from "./render-annotations.ts";

export interface ShowAnnotationsOptions {
  readonly id: string;
  /** Folder of the runs. */
  readonly runs: string;
  readonly json: boolean;
}

/** `assay annotate show` */
export async function showAnnotations(options: ShowAnnotationsOptions, { terminal }: CommandContext): Promise<number> {
  const { run, items, entries } = await readScoring(createRunStore({ directory: options.runs }), options.id);
  const { targets, seed } = run.plan;
  const summary = summarizeAnnotations(items, entries, { targets: targets.map(({ id }) => id), seed });
  terminal.printResult(options, { run: run.id, ...summary }, () => {
    if (summary.people.length === 0) terminal.note(`nobody has scored ${run.id} yet: assay annotate export ${run.id}`);
    else terminal.print(renderAnnotations(summary, terminal));
  });
  return EXIT.ok;
}
