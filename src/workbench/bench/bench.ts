import type { Progress } from "../../bench/progress.ts";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { AssayError } from "../../core/errors.ts";
import type { PromptSet } from "../../core/prompt.ts";
import type { Plan, UntilDecided } from "../../core/run.ts";
import type { RunStore } from "../../core/run-store.ts";
import type { ReportForm } from "../../report/render-report.ts";
import { judgeLook } from "../../selection/looks/judge-look.ts";
import { recommend as recommendAmong } from "../../selection/recommend.ts";
import { winnerOf } from "../../selection/winner-of.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { createEngines, type Engines } from "../create-engines.ts";
import type { RunReport } from "../report/read-report.ts";
import { readPreference, recommendRuns } from "../report/recommend-runs.ts";
import { writeReports } from "../report/write-reports.ts";
import { runsFolderOf } from "../runs-folder.ts";
import type { Workspace } from "../workspace.ts";
import type { TargetLoaderContext } from "./create-target-loader.ts";
import { requiredTogether } from "./fit-together.ts";
import { inspectTargets, markUnavailable, refuseTargets } from "./inspect-targets.ts";
import type { RunBudget } from "./look-at-run.ts";
import { findMeaningModel } from "./measure-meanings.ts";
import { planBench } from "./plan-bench.ts";
import { replan } from "./replan.ts";
import { requireDecidable } from "./require-decidable.ts";
import { type RunStart, runBench } from "./run-bench.ts";

/** The models to measure; the workspace's settings say the rest. */
export interface BenchRequest {
  readonly workspace: Workspace;
  /** Models by name; none: those of the settings. */
  readonly names?: readonly string[] | undefined;
  /** The prompts; absent: those that the settings name. */
  readonly promptSet?: PromptSet | undefined;
  /** Also measure the last model against itself (A/A): a comparison that must find nothing. */
  readonly twin?: boolean | undefined;
  /** A recorded run to go on with: its plan is taken from it. */
  readonly resume?: string | undefined;
  /** Of the run to go on with, also measure again the requests whose timing was disturbed; the later ones count. */
  readonly again?: boolean | undefined;
  /**
   * Record a target that cannot be measured as failed and go on with the others, instead of measuring none. Default: true
   * where a variable of the environment names the models, as scripts of the workshop rely on it.
   */
  readonly skipMissing?: boolean | undefined;
  /** Measure in stages and end once the verdict is settled, at this level over all looks. */
  readonly untilDecided?: UntilDecided | undefined;
  /** The most that is measured now of a run that ends once it is decided. */
  readonly budget?: RunBudget | undefined;
  /** Store of the runs; default: the folder of the settings. */
  readonly store?: RunStore | undefined;
}

export interface BenchOptions extends BenchRequest, Pick<TargetLoaderContext, "loadInPage"> {
  readonly engines?: Engines | undefined;
  /** Part of the new run's id; default: the name of the prompt set. */
  readonly name?: string | undefined;
  /** Measure a cold load of each file before the warm one. Default true. */
  readonly coldLoad?: boolean | undefined;
  /** Measure the harness itself first. Default true. */
  readonly calibration?: boolean | undefined;
  /** Weights of objectives, such as `quality=3,latency=1`. */
  readonly weights?: string | undefined;
  /** Told the memory of all targets together before any is loaded; what it gives back by then is counted on. */
  readonly makeRoom?: ((needBytes: number) => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called when the run has its folder, before anything is measured. */
  readonly onStart?: ((start: RunStart) => void) | undefined;
}

export type BenchOutcome =
  | { readonly type: "measured"; readonly report: RunReport; readonly written: WrittenReports }
  /** The run was stopped before its first timed request had ended; it can be resumed. */
  | { readonly type: "nothing-measured"; readonly summary: RunSummary }
  /** No run was begun, as targets cannot be measured. */
  | { readonly type: "refused"; readonly error: AssayError };

/** Paths of the reports in the run's folder; none where runs are not folders. */
export type WrittenReports = Readonly<Partial<Record<ReportForm, string>>>;

/**
 * Measures models: makes the plan, looks at its targets, runs it, recommends one of them and writes the reports into the
 * run's folder. A run in which nothing was answered has no report.
 *
 * @throws AssayError `unknown-model`, `invalid-input`, `invalid-file`, `run-missing`, `run-locked`, `run-changed`,
 * `storage-failed`
 */
export async function bench(options: BenchOptions): Promise<BenchOutcome> {
  const { workspace, weights, signal, store = openStore(workspace) } = options;
  const engines = options.engines ?? createEngines(workspace);
  // Refused now rather than after all the measuring.
  const preference = readPreference(workspace.settings, weights);
  const planned = await planFor({ ...options, store });
  await options.makeRoom?.(await requiredTogether(planned));
  const isLookedAt = options.resume === undefined && signal?.aborted !== true;
  const problems = isLookedAt ? await inspectTargets(planned.targets, { engines, workspace, signal }) : [];
  if (problems.length > 0 && !skipsMissing(options))
    return { type: "refused", error: refuseTargets(problems, planned.targets.length) };
  if (signal?.aborted !== true) await findMeaningModel(planned.prompts.prompts, { engines, workspace, signal });
  const plan = { ...planned, targets: markUnavailable(planned.targets, problems) };
  // Limits are judged once, at the end: looks compare targets, whether they keep them or not.
  const looked = {
    constraints: { memory: workspace.settings.memory },
    ...(preference.weights && { weights: preference.weights }),
  };
  const recommend = (summary: RunSummary) => recommendRuns([summary], workspace.settings, weights);
  const { summary, entries, directory } = await runBench({
    ...options,
    plan,
    store,
    engines,
    name: options.name ?? plan.prompts.name,
    judgeLook: (summary) => judgeLook(recommendAmong([summary], looked)),
    toVerdict(summary) {
      const { headline, verdict } = recommend(summary);
      const winner = winnerOf(verdict);
      return { verdict: headline, ...(winner !== undefined && { winner }) };
    },
  });
  if (summary.status === "stopped" && summary.recorded === 0) return { type: "nothing-measured", summary };
  const recommendation = recommend(summary);
  const report: RunReport = {
    summary,
    recommendation,
    samples: entries.filter((entry) => entry.type === "sample"),
    directory,
  };
  const isReported = directory !== undefined && summary.status !== "failed";
  return { type: "measured", report, written: isReported ? await writeReports(directory, report) : {} };
}

function skipsMissing({ workspace, names = [], skipMissing }: BenchRequest): boolean {
  const { from } = workspace.origins.models;
  return skipMissing ?? (names.length === 0 && (from === "environment" || from === ".env"));
}

/** The plan that `bench()` would run: made from names and settings, or that of the run to go on with. */
export async function planFor(request: BenchRequest): Promise<Plan> {
  const { workspace, names = [], promptSet, twin, untilDecided, resume, store, budget } = request;
  const plan =
    resume === undefined
      ? await planBench(
          names,
          { ...workspace.settings, promptSet, twin, untilDecided, skipMissing: skipsMissing(request) },
          workspace,
        )
      : await replan(store ?? openStore(workspace), resume, workspace);
  if (budget !== undefined && plan.untilDecided === undefined)
    throw new AssayError({
      code: "invalid-input",
      message: "The run is not one that ends once it is decided, so no time or number of prompts can end it before.",
      hint: "Leave them out to go on with the run.",
    });
  requireDecidable(plan, budget?.mostPrompts);
  return plan;
}

function openStore(workspace: Workspace): RunStore {
  return createRunStore({ directory: runsFolderOf(workspace) });
}
