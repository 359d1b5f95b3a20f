import { AssayError, type ErrorCode, toAssayError } from "../../core/errors.ts";
import type { FormatName } from "../../formats/format-names.ts";
import { bestOutcome, type ScoutOutcome } from "../../report/scout/scout-report.ts";
import type { Settings } from "../../settings/definitions.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import { scout } from "../../workbench/scout/scout.ts";
import type { CommandContext } from "../options/command-context.ts";
import type { RecommendationOptions } from "../options/recommendation-options.ts";
import { createBenchProgress } from "../render/bench-progress.ts";
import { createDownloadDisplay } from "../render/download-progress.ts";
import { toShortPath } from "../render/print-report.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { fail } from "../terminal/fail.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { renderScout } from "./render-scout.ts";

export interface ScoutCommandOptions
  extends RecommendationOptions,
    Pick<Settings, "prompts" | "rounds" | "maxTokens" | "threads" | "runs"> {
  readonly against: string | undefined;
  readonly words: string | undefined;
  readonly task: string;
  readonly format: FormatName;
  readonly since: string | undefined;
  readonly maxDownload: number;
  readonly maxTimeMs: number;
  readonly maxModels: number;
  readonly keep: "all" | "none";
  readonly setDefault: boolean;
  readonly exitCode: boolean;
  readonly json: boolean;
}

/** As `sysexits.h` has it (EX_TEMPFAIL): the same may succeed later, and nothing is wrong here. */
const TRY_LATER = 75;

/** By outcome, as the verdicts of `recommend` have it. */
const CODES: Readonly<Record<ScoutOutcome, number>> = { take: 0, equal: 10, "not-enough-evidence": 12, no: 14 };

/** `assay scout` */
export async function scoutCommand(options: ScoutCommandOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { since, keep, licence = "commercial" } = options;
  if (since !== undefined && Number.isNaN(Date.parse(since)))
    throw new AssayError({ code: "invalid-input", message: `--since must be a day such as 2026-11-01, not ${since}` });
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "stopping; what was done is kept, and the same command goes on");
  using progress = createBenchProgress(terminal, workspace.clock.now);
  using download = createDownloadDisplay(terminal, workspace.clock.now);
  try {
    const { report, written } = await scout({
      ...options,
      licence,
      keepNone: keep === "none",
      availableBytes: readAvailableMemory(),
      workspace,
      engines: createEngines(workspace),
      signal: interrupt.signal,
      onDownload: download.onProgress,
      onProgress: progress.onProgress,
      onStart: ({ run }) => terminal.note(`run ${run.id}: ${run.plan.targets.map(({ id }) => id).join(" and ")}`),
    });
    progress[Symbol.dispose]();
    const best = bestOutcome(report);
    terminal.printResult(options, { ...report, best }, () => terminal.print(renderScout(report, terminal)));
    terminal.note(`\nreport: ${toShortPath(written.markdown)}`);
    return options.exitCode ? CODES[best] : EXIT.ok;
  } catch (thrown) {
    const error = toAssayError(thrown);
    if (interrupt.signal.aborted) return EXIT.interrupted;
    const code = fail(error, terminal, options.json);
    return isPassing(error.code) ? TRY_LATER : code;
  }
}

function isPassing(code: ErrorCode): boolean {
  return code === "endpoint-unreachable" || code === "endpoint-status";
}
