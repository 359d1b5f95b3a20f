import { summarizeAnnotations } from "../../quality/annotations/summarize-annotations.ts";
import { summarizePreferences } from "../../quality/preferences/summarize-preferences.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readScoring } from "../../workbench/quality/read-scoring.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { renderAnnotations } from "./render-annotations.ts";
import { renderPreferences } from "./render-preferences.ts";

export interface ShowAnnotationsOptions {
  readonly id: string;
  /** Folder of the runs. */
  readonly runs: string;
  readonly json: boolean;
}

/** `assay annotate show` */
export async function showAnnotations(options: ShowAnnotationsOptions, { terminal }: CommandContext): Promise<number> {
  const { run, items, entries } = await readScoring(createRunStore({ directory: options.runs }), options.id);
  const given = { targets: run.plan.targets.map(({ id }) => id), seed: run.plan.seed };
  const summary = summarizeAnnotations(items, entries, given);
  const preferences = summarizePreferences(items, entries, given);
  terminal.printResult(options, { run: run.id, ...summary, ...(preferences !== undefined && { preferences }) }, () => {
    const parts = [
      ...(summary.people.length === 0 ? [] : [renderAnnotations(summary, terminal)]),
      ...(preferences === undefined ? [] : [renderPreferences(preferences, terminal)]),
    ];
    if (parts.length === 0) terminal.note(`nobody has scored ${run.id} yet: assay annotate export ${run.id}`);
    else terminal.print(parts.join("\n\n"));
  });
  return EXIT.ok;
}
