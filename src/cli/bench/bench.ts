import { relative } from "node:path";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Plan } from "../../core/run.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { planBench } from "../../workbench/bench/plan-bench.ts";
import { replan } from "../../workbench/bench/replan.ts";
import { runBench } from "../../workbench/bench/run-bench.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import { recommendRuns } from "../../workbench/report/recommend-runs.ts";
import { writeReports } from "../../workbench/report/write-reports.ts";
import type { CommandContext } from "../options/command-context.ts";
import { BENCH_SETTINGS, CONSTRAINT_SETTINGS } from "../options/command-settings.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { createBenchProgress } from "../render/bench-progress.ts";
import { renderPlan } from "../render/plan.ts";
import { renderResult } from "../render/result.ts";
import { printForm, samplesOf, toForm } from "../report/report.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

/** What `assay bench` and `assay demo` were given beyond the settings. */
export interface BenchFlags extends Readonly<Record<string, unknown>> {
  readonly adapter?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly resume?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly coldLoad?: boolean | undefined;
  readonly calibration?: boolean | undefined;
  readonly twin?: boolean | undefined;
  readonly weights?: string | undefined;
  readonly format?: string | undefined;
  readonly json?: boolean | undefined;
}

/** `assay bench` and `assay demo`: exits 0 when any target succeeded, 130 when stopped. */
export async function bench(models: readonly string[], flags: BenchFlags, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const names = [...BENCH_SETTINGS, ...CONSTRAINT_SETTINGS];
  const workspace = await readCommandSettings(flags, names, context.workspace);
  const { settings } = workspace;
  const form = flags.json === true ? "json" : (flags.format ?? "table");
  if (form !== "table") toForm(form, flags);
  const store = createRunStore({ directory: settings.runs });
  const plan: Plan =
    flags.resume === undefined
      ? await planBench([...models, ...(flags.adapter ?? [])], { ...settings, twin: flags.twin }, workspace)
      : await replan(store, flags.resume, workspace);
  if (flags.dryRun === true) {
    terminal.print(
      flags.json === true ? JSON.stringify(plan, null, 2) : renderPlan(plan, workspace.clock.now, terminal),
    );
    return EXIT.ok;
  }

  using interrupt = listenForInterrupt(
    terminal,
    "stopping after the request under way; press Ctrl-C again to leave at once",
  );
  const progress = createBenchProgress(terminal, workspace.clock.now, plan.rounds);
  let runId = "";
  const { summary, entries, directory } = await runBench({
    plan,
    engines: createEngines(workspace),
    store,
    workspace,
    signal: interrupt.signal,
    onProgress: progress.onProgress,
    resume: flags.resume,
    name: flags.name ?? plan.prompts.name,
    coldLoad: flags.coldLoad,
    calibration: flags.calibration,
    onStart: ({ run, recorded, warnings }) => {
      runId = run.id;
      for (const { message } of warnings) terminal.note(`note: ${message}`);
      const more = recorded === 0 ? "" : `, ${recorded} of its requests are done`;
      terminal.note(`run ${run.id}: ${describe(plan)}${more}`);
    },
  }).finally(() => progress[Symbol.dispose]());

  const goOn = `Go on with: assay bench --resume ${runId}`;
  if (summary.status === "stopped" && summary.recorded === 0) {
    terminal.note(`stopped before anything was measured. ${goOn}`);
    return EXIT.interrupted;
  }
  const recommendation = recommendRuns([summary], settings, flags.weights);
  const input = { summary, recommendation, samples: samplesOf(entries) };
  const written = directory === undefined ? {} : await writeReports(directory, input);
  if (form === "table") terminal.print(`\n${renderResult(summary, recommendation, terminal)}`);
  else await printForm(toForm(form, flags), input, flags, terminal, directory);
  if (written.html !== undefined)
    terminal.note(`\nreport: ${relative(workspace.directory, written.html) || written.html}`);
  if (summary.status === "stopped") {
    terminal.note(`stopped; everything measured is kept. ${goOn}`);
    return EXIT.interrupted;
  }
  return succeeded(summary) ? EXIT.ok : EXIT.failed;
}

function describe({ targets, prompts, rounds }: Plan): string {
  return `${pluralize(targets.length, "model")} x ${pluralize(prompts.prompts.length, "prompt")} x ${pluralize(rounds, "round")}`;
}

function succeeded(summary: RunSummary): boolean {
  return summary.scorecards.some(({ status }) => status !== "failed");
}
