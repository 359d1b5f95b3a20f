import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { type BenchOptions, bench } from "../../workbench/bench/bench.ts";
import type { RunStart } from "../../workbench/bench/run-bench.ts";
import type { ShownForm } from "../options/shown-form.ts";
import { createBenchProgress } from "../render/bench-progress.ts";
import { printReport, toShortPath } from "../render/print-report.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { fail } from "../terminal/fail.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { toVerdictExitCode } from "../terminal/verdict-exit-code.ts";

/** How a benchmark is shown, and what its exit code tells. */
export interface ShowOptions {
  readonly form: ShownForm;
  readonly terminal: Terminal;
  /** The exit code is that of the verdict. */
  readonly exitCode?: boolean | undefined;
}

/** Measures models, shows how far it is and then the report; returns 0 when any target succeeded, 2 when none did, 130 when stopped. */
export async function showBench(options: BenchOptions, { form, terminal, exitCode }: ShowOptions): Promise<number> {
  using interrupt = listenForInterrupt(
    terminal,
    "stopping after the request under way; press Ctrl-C again to leave at once",
  );
  const progress = createBenchProgress(terminal, options.workspace.clock.now);
  const outcome = await bench({
    ...options,
    signal: interrupt.signal,
    onProgress: progress.onProgress,
    onStart: (start) => announce(start, terminal),
  }).finally(() => progress[Symbol.dispose]());
  if (outcome.type === "refused") {
    fail(outcome.error, terminal, form === "json");
    return EXIT.usage;
  }
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
  if (report.recommendation.disturbances.length > 0)
    terminal.note(`timing was disturbed; on a quiet machine: assay bench --again ${report.summary.run.id}`);
  if (report.summary.status === "failed") {
    terminal.note("no request was answered with a text; the run is kept as failed");
    return EXIT.usage;
  }
  return exitCode === true ? toVerdictExitCode(report.recommendation.verdict) : EXIT.ok;
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
