import { runtimesTable, speedNote } from "../../report/sameness/same-tables.ts";
import type { Comparison } from "../../sameness/comparison.ts";
import { describeChoice, describeVerdict, explainVerdict } from "../../sameness/describe-verdict.ts";
import type { SameResult } from "../../sameness/same-result.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** One model in several runtimes, for the terminal: the verdicts first, then the runtimes side by side. */
export function renderSame(result: SameResult, terminal: Terminal): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const { runtimes, comparisons, missing, reference } = result;
  const failed = runtimes.flatMap(({ target, reading: { error } }) =>
    error === undefined || error.code === "aborted"
      ? []
      : [[`${terminal.style("red", "failed")} ${target.id}`, ...lines(`${error.message} ${error.hint ?? ""}`, width)]],
  );
  const absent = missing.map(({ runtime, because, hint }) => lines(`${runtime}: ${because}. ${hint ?? ""}`, width));
  const table = runtimesTable(result);
  return [
    ...(reference === undefined ? [] : [`Reference: ${terminal.style("bold", reference)}`]),
    ...comparisons.map((comparison) => renderComparison(comparison, terminal, width)),
    ...failed.map((one) => one.join("\n")),
    createPlainTable(table.heads, table.rows, terminal),
    wrapText(speedNote(result), width).join("\n"),
    ...(absent.length === 0 ? [] : [["Not compared:", ...absent.flat()].join("\n")]),
  ].join("\n\n");
}

function renderComparison(comparison: Comparison, terminal: Terminal, width: number): string {
  const { runtime, verdict } = comparison;
  const colour = verdict.type === "same" || verdict.type === "near-tie" ? "green" : "yellow";
  const head = wrapText(`${runtime}: ${describeVerdict(comparison)}`, width).map((line) =>
    terminal.style([colour, "bold"], line),
  );
  const shown = comparison.prompts.find(({ prompt }) => prompt === verdict.prompt)?.answers.divergence;
  const choices =
    shown === undefined
      ? []
      : [
          `At "${verdict.prompt}", token ${shown.token ?? "?"}: the reference says ${describeChoice(shown.ours)}, this one ${describeChoice(shown.theirs)}.`,
        ];
  return [...head, ...[...explainVerdict(comparison), ...choices].flatMap((text) => lines(text, width))].join("\n");
}

function lines(text: string, width: number): readonly string[] {
  return wrapText(text.trim(), width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}
