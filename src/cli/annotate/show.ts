import { summarizeAnnotations } from "../../quality/annotations/summarize-annotations.ts";
import { summarizePreferences } from "../../quality/preferences/summarize-preferences.ts";
import { rateByJudge, toPeople } from "../../quality/sources/rate-by-judge.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readScoring } from "../../workbench/quality/read-scoring.ts";
import { readJudgements } from "../../workbench/scores/judgements-file.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderDisagreements } from "../render/disagreements.ts";
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
  const { run, folder, items, entries } = await readScoring(createRunStore({ directory: options.runs }), options.id);
  const given = { targets: run.plan.targets.map(({ id }) => id), seed: run.plan.seed };
  const summary = summarizeAnnotations(items, entries, given);
  const preferences = summarizePreferences(items, entries, given);
  const { disagreements = [] } = rateByJudge({ items, ...toPeople(entries), ...(await readJudgements(folder)) }) ?? {};
  const result = { run: run.id, ...summary, ...(preferences !== undefined && { preferences }), disagreements };
  terminal.printResult(options, result, () => {
    const parts = [
      ...(summary.people.length === 0 ? [] : [renderAnnotations(summary, terminal)]),
      ...renderDisagreements(disagreements, terminal),
      ...(preferences === undefined ? [] : [renderPreferences(preferences, terminal)]),
    ];
    if (parts.length === 0) terminal.note(`nobody has scored ${run.id} yet: assay annotate export ${run.id}`);
    else terminal.print(parts.join("\n\n"));
  });
  return EXIT.ok;
}
