import { createRunStore } from "../../store/create-run-store.ts";
import { readRun } from "../../workbench/report/read-run.ts";
import { recommendRuns } from "../../workbench/report/recommend-runs.ts";
import type { CommandContext } from "../options/command-context.ts";
import { CONSTRAINT_SETTINGS } from "../options/command-settings.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { renderRecommendation } from "../render/result.ts";
import { EXIT } from "../terminal/exit-codes.ts";

/** `assay recommend`: exits 0 when there is a verdict to act on or a tie, 1 when nothing can be recommended. */
export async function recommend(
  ids: readonly string[],
  options: Readonly<Record<string, unknown>>,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const { settings } = await readCommandSettings(options, ["runs", ...CONSTRAINT_SETTINGS], workspace);
  const store = createRunStore({ directory: settings.runs });
  const runs = await Promise.all(ids.map((id) => readRun(store, id)));
  const weights = typeof options.weights === "string" ? options.weights : undefined;
  const recommendation = recommendRuns(
    runs.map(({ summary }) => summary),
    settings,
    weights,
  );
  terminal.print(
    options.json === true ? JSON.stringify(recommendation, null, 2) : renderRecommendation(recommendation, terminal),
  );
  return recommendation.verdict.type === "none" ? EXIT.failed : EXIT.ok;
}
