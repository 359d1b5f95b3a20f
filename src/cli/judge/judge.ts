import { AssayError } from "../../core/errors.ts";
import type { JudgeResult } from "../../quality/judge/summarize-judging.ts";
import { formatSeconds } from "../../report/format/format-duration.ts";
import type { Settings } from "../../settings/definitions.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import type { JudgeProgress } from "../../workbench/quality/ask-tasks.ts";
import { judgeRun } from "../../workbench/quality/judge-run.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { fail } from "../terminal/fail.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { createLiveLine } from "../terminal/live-line.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderJudging } from "./render-judging.ts";

export interface JudgeOptions extends Pick<Settings, "threads" | "contextTokens" | "runs"> {
  readonly run: string;
  readonly by: string | undefined;
  readonly rubric: string | undefined;
  readonly criteria: string | undefined;
  readonly pairwise: string | undefined;
  readonly maxAnswers: number | undefined;
  readonly probes: number | undefined;
  readonly retries: number | undefined;
  readonly threshold: number | undefined;
  readonly json: boolean;
}

/** `assay judge`: exits 0 when the judge was asked everything, 1 when it failed or nothing could be read, 130 when stopped. */
export async function judge(options: JudgeOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  if (options.by === undefined) throw missingJudge();
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "stopping; what was judged is kept");
  const live = createLiveLine(terminal);
  const result = await judgeRun({
    ...options,
    by: options.by,
    pairwise: toList(options.pairwise),
    store: createRunStore({ directory: options.runs }),
    engines: createEngines(workspace),
    workspace,
    signal: interrupt.signal,
    onLoad: (name) => live?.draw(`loading ${name} ...`),
    onProgress: (progress) => live?.draw(describeProgress(progress)),
  }).finally(() => live?.[Symbol.dispose]());
  terminal.printResult(options, result, () => terminal.print(renderJudging(result, terminal)));
  return toExitCode(result, terminal);
}

function toExitCode({ status, error, questions }: JudgeResult, terminal: Terminal): number {
  if (error !== undefined) fail(new AssayError(error), terminal, false);
  if (status !== "complete")
    terminal.note(`${questions.left} of ${questions.total} questions are left. Go on with the same command.`);
  if (status === "stopped") return EXIT.interrupted;
  return status === "failed" || questions.read === 0 ? EXIT.failed : EXIT.ok;
}

function describeProgress({ done, total, leftMs }: JudgeProgress): string {
  return `judging ${done}/${total}${leftMs === undefined || done === total ? "" : `  ${formatSeconds(leftMs)} left`}`;
}

function toList(text: string | undefined): readonly string[] | undefined {
  return text
    ?.split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function missingJudge(): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: "A run is judged by a model, and none was named.",
    hint: "Add --by with a name, a path or an address; `assay model list` shows what is here.",
  });
}
