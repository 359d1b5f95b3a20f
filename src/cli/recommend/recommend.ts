import { createRunStore } from "../../store/create-run-store.ts";
import { readRun } from "../../workbench/report/read-run.ts";
import { recommendRuns } from "../../workbench/report/recommend-runs.ts";
import type { CommandContext } from "../options/command-context.ts";
import type { RecommendationOptions } from "../options/recommendation-options.ts";
import { renderRecommendation } from "../render/result.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { toVerdictExitCode } from "../terminal/verdict-exit-code.ts";
import { type NotWorseFlags, recommendNotWorse, requireReference } from "./not-worse.ts";
import { renderAxes } from "./render-axes.ts";

export interface RecommendOptions extends RecommendationOptions, NotWorseFlags {
  readonly ids: readonly string[];
  /** Folder of the runs. */
  readonly runs: string;
  readonly json: boolean;
  readonly exitCode: boolean;
}

/** `assay recommend`: exits 1 when no target can be taken, else 0; with `--exit-code`, by the verdict. */
export async function recommend(options: RecommendOptions, context: CommandContext): Promise<number> {
  requireReference(options);
  const { terminal } = context;
  const store = createRunStore({ directory: options.runs });
  const runs = await Promise.all(options.ids.map((id) => readRun(store, id, { quality: options.quality })));
  const summaries = runs.map(({ summary }) => summary);
  const recommendation = recommendRuns(summaries, options, options.weights);
  const { notWorseThan } = options;
  if (notWorseThan !== undefined) return recommendNotWorse(runs, recommendation, { ...options, notWorseThan }, context);
  const { axes } = recommendation;
  const parts = [
    renderRecommendation(recommendation, terminal),
    ...(axes.length === 0 ? [] : [renderAxes(axes, terminal)]),
  ];
  terminal.printResult(options, recommendation, parts.join("\n\n"));
  if (options.exitCode) return toVerdictExitCode(recommendation.verdict);
  return recommendation.verdict.type === "none" ? EXIT.failed : EXIT.ok;
}
