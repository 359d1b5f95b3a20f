import { AssayError } from "../../core/errors.ts";
import { explainNotWorse, explainNotWorseCandidates } from "../../selection/explain-not-worse.ts";
import { findNotWorse } from "../../selection/find-not-worse.ts";
import type { NotWorse } from "../../selection/not-worse.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import type { ReadRun } from "../../workbench/report/read-run.ts";
import { readTokenScores, scoreRun } from "../../workbench/same/score-run.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderAnswer } from "../render/result.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { createLiveLine } from "../terminal/live-line.ts";

/** Flags of the question for the smallest target that is not worse. */
export interface NotWorseFlags {
  readonly notWorseThan: string | undefined;
  /** In points of quality. */
  readonly margin: number | undefined;
  readonly scoreTokens: boolean;
}

const MARGIN = 3;
/** As `--exit-code` has it for evidence that carries no choice. */
const NOT_ENOUGH = 12;

/** Refuses flags that have no meaning without the target that others are held against. @throws AssayError `invalid-input` */
export function requireReference({ notWorseThan, margin, scoreTokens }: NotWorseFlags): void {
  if (notWorseThan !== undefined || (margin === undefined && !scoreTokens)) return;
  throw new AssayError({
    code: "invalid-input",
    message: `${scoreTokens ? "--score-tokens" : "--margin"} says something only beside --not-worse-than.`,
    hint: "Name the target that others are held against: --not-worse-than <target>.",
  });
}

/** `assay recommend --not-worse-than`: exits 1 where nothing smaller is shown to be not worse; with `--exit-code` 12. */
export async function recommendNotWorse(
  runs: readonly ReadRun[],
  recommendation: Recommendation,
  options: NotWorseFlags & { readonly notWorseThan: string; readonly json: boolean; readonly exitCode: boolean },
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  const { notWorseThan: reference, margin = MARGIN, scoreTokens } = options;
  const question = { reference, margin: margin / 100, recommendation };
  const summaries = runs.map(({ summary }) => summary);
  const first = findNotWorse(summaries, question);
  const kept = await Promise.all(runs.map(({ directory }) => readTokenScores(directory, first.reference)));
  const tokens = scoreTokens ? await scoreTargets(runs, first, context) : new Map(kept.flatMap((one) => [...one]));
  const found = findNotWorse(summaries, { ...question, tokens });
  const isClear = found.smallest !== undefined;
  const text = renderAnswer(explainNotWorse(found), explainNotWorseCandidates(found), { isClear, terminal });
  terminal.printResult(options, { ...recommendation, notWorse: found }, text);
  if (isClear) return EXIT.ok;
  return options.exitCode ? NOT_ENOUGH : EXIT.failed;
}

async function scoreTargets(runs: readonly ReadRun[], { reference, candidates }: NotWorse, context: CommandContext) {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "stopping; what was scored is shown");
  const live = createLiveLine(terminal);
  const all = await Promise.all(
    runs
      .filter(({ summary }) => summary.scorecards.some(({ target }) => target.id === reference))
      .map(({ summary, directory }) =>
        scoreRun({
          run: summary.run,
          directory,
          reference,
          candidates: candidates.map(({ target }) => target),
          engines: createEngines(workspace),
          workspace,
          signal: interrupt.signal,
          onRead: ({ runtime, prompt }) =>
            live?.draw(prompt === undefined ? `loading ${runtime} ...` : `scoring ${runtime}: ${prompt}`),
          onFailure: (target, { message }) => terminal.note(`${terminal.style("red", "failed")} ${target}: ${message}`),
        }),
      ),
  ).finally(() => live?.[Symbol.dispose]());
  return new Map(all.flatMap((scored) => [...scored]));
}
