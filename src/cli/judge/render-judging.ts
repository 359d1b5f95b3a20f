import { pluralize } from "../../lib/pluralize.ts";
import type { JudgeResult } from "../../quality/judge/summarize-judging.ts";
import { describeJudging } from "../../report/judging/describe-judging.ts";
import { choicesTable, correctionsTable, scoresTable } from "../../report/judging/judging-tables.ts";
import { renderDisagreements } from "../render/disagreements.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What a judge makes of a run, for the terminal: the scores, then what to hold against them. */
export function renderJudging(result: JudgeResult, terminal: Terminal): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const head = `${pluralize(result.answers.taken, "answer")} judged by ${terminal.style("bold", result.judge.id)}`;
  const sentences = describeJudging(result).flatMap((sentence) =>
    wrapText(sentence, width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
  );
  return [
    head,
    ...tableOf(result, terminal),
    ...correctionsOf(result, terminal),
    sentences.join("\n"),
    ...renderDisagreements(result.disagreements ?? [], terminal),
  ].join("\n\n");
}

/** Raw and corrected means stand side by side where people scored answers too. */
function correctionsOf({ corrections = [] }: JudgeResult, terminal: Terminal): readonly string[] {
  if (corrections.every(({ labelled }) => labelled === 0)) return [];
  const { heads, rows } = correctionsTable(corrections);
  return [`All criteria together, with the judge's error taken off\n${createPlainTable(heads, rows, terminal)}`];
}

function tableOf({ scores, choices }: JudgeResult, terminal: Terminal): readonly string[] {
  const table = scores === undefined ? choices && choicesTable(choices) : scoresTable(scores);
  return table === undefined || table.rows.length === 0 ? [] : [createPlainTable(table.heads, table.rows, terminal)];
}
