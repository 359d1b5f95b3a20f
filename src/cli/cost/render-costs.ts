import type { RunCosts } from "../../costs/costs-of-run.ts";
import { costsTables } from "../../report/costs/costs-tables.ts";
import { describeCosts, describeDoubt } from "../../report/costs/describe-costs.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The costs of a run for the terminal: its tables, then what they rest on. */
export function renderCosts(costs: RunCosts, now: Date, terminal: Terminal): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const tables = costsTables(costs).map(({ title, heads, rows }) =>
    [
      ...wrapText(title, width).map((line) => terminal.style("bold", line)),
      createPlainTable(heads, rows, terminal),
    ].join("\n"),
  );
  const sentences = describeCosts(costs, now).flatMap((sentence) =>
    wrapText(sentence, width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
  );
  const doubt = describeDoubt(costs);
  const warning =
    doubt &&
    wrapText(doubt, width)
      .map((line) => terminal.style("yellow", line))
      .join("\n");
  return [
    terminal.style("dim", `run ${costs.run}`),
    ...(warning === undefined ? [] : [warning]),
    ...tables,
    sentences.join("\n"),
  ].join("\n\n");
}
