import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { bench as measure, planFor } from "../../workbench/bench/bench.ts";
import type { RunStart } from "../../workbench/bench/run-bench.ts";
import type { CommandContext } from "../options/command-context.ts";
import { BENCH_SETTINGS, CONSTRAINT_SETTINGS } from "../options/command-settings.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { createBenchProgress } from "../render/bench-progress.ts";
import { renderPlan } from "../render/plan.ts";
import { printReport, toForm, toShortPath } from "../render/print-report.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The flags of `assay bench` and `assay demo` beyond the settings. */
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
  const settings = [...BENCH_SETTINGS, ...CONSTRAINT_SETTINGS];
  const workspace = await readCommandSettings(flags, settings, context.workspace);
  const form = toForm(flags.json === true ? "json" : (flags.format ?? "table"));
  const { twin, resume, name, coldLoad, calibration, weights } = flags;
  const request = { workspace, names: [...models, ...(flags.adapter ?? [])], twin, resume };
  if (flags.dryRun === true) {
    const plan = await planFor(request);
    const { now } = workspace.clock;
    terminal.print(flags.json === true ? JSON.stringify(plan, null, 2) : renderPlan(plan, now, terminal));
    return EXIT.ok;
  }

  using interrupt = listenForInterrupt(
    terminal,
    "stopping after the request under way; press Ctrl-C again to leave at once",
  );
  const progress = createBenchProgress(terminal, workspace.clock.now);
  const outcome = await measure({
    ...request,
    name,
    coldLoad,
    calibration,
    weights,
    signal: interrupt.signal,
    onProgress: progress.onProgress,
    onStart: (start) => announce(start, terminal),
  }).finally(() => progress[Symbol.dispose]());
  if (outcome.type === "nothing-measured") {
    terminal.note(`stopped before anything was measured. ${goOn(outcome.summary)}`);
    return EXIT.interrupted;
  }

  const { report, written } = outcome;
  if (form === "table") terminal.print("");
  await printReport(report, { form }, terminal);
  if (written.html !== undefined) terminal.note(`\nreport: ${toShortPath(written.html)}`);
  if (report.summary.status === "stopped") {
    terminal.note(`stopped; everything measured is kept. ${goOn(report.summary)}`);
    return EXIT.interrupted;
  }
  return report.summary.scorecards.some(({ status }) => status !== "failed") ? EXIT.ok : EXIT.failed;
}

function announce({ run, recorded, warnings }: RunStart, terminal: Terminal): void {
  const { targets, prompts, rounds } = run.plan;
  const size = `${pluralize(targets.length, "model")} x ${pluralize(prompts.prompts.length, "prompt")} x ${pluralize(rounds, "round")}`;
  for (const { message } of warnings) terminal.note(`note: ${message}`);
  terminal.note(`run ${run.id}: ${size}${recorded === 0 ? "" : `, ${recorded} of its requests are done`}`);
}

function goOn({ run }: RunSummary): string {
  return `Go on with: assay bench --resume ${run.id}`;
}
