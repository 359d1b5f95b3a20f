import type { ModelCard } from "../../core/model-card.ts";
import { cardRows, describeCardSource } from "../../report/card/card-figures.ts";
import { renderColumns } from "../render/columns.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The figures of a card under a line that says whose they are. */
export function renderCard(head: string, card: ModelCard, terminal: Terminal): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH) - 2;
  const rows = cardRows(card).map(({ name, value, interval, n }) => [name, value, interval ?? "-", n]);
  const doubt = card.isDisturbed ? " Something disturbed the timing." : "";
  const lines = [
    ...wrapText(`${head} ${describeCardSource(card)}${doubt}`, width),
    ...renderColumns(["figure", "value", "interval (95 %)", "from"], rows, terminal).split("\n"),
  ];
  return lines.map((line) => `  ${line}`).join("\n");
}
