import type { Axis } from "../../selection/axes.ts";
import type { Terminal } from "../terminal/terminal.ts";

const GAP = "  ";

/** The scorecard for a terminal: below each axis a line per target, which stays within 80 columns for names of usual length. */
export function renderAxes(axes: readonly Axis[], terminal: Terminal): string {
  const cells = axes.flatMap((axis) => axis.cells);
  const width = (read: (cell: (typeof cells)[number]) => string) =>
    Math.max(0, ...cells.map((cell) => read(cell).length));
  const [names, texts] = [width(({ target }) => target), width(({ text }) => text)];
  const blocks = axes.map(({ label, cells: own }) => {
    const [first] = own;
    const isShared = own.every(({ source }) => source === first?.source);
    const head = isShared && first !== undefined ? `${label}${terminal.style("dim", ` (${first.source})`)}` : label;
    const lines = own.flatMap(({ target, text, finding, source }) => [
      `${GAP}${target.padEnd(names)}${GAP}${text.padStart(texts)}${GAP}${finding}`,
      ...(isShared ? [] : [terminal.style("dim", `${GAP}${" ".repeat(names)}${GAP}${source}`)]),
    ]);
    return [head, ...lines].join("\n");
  });
  return [terminal.style("bold", "Scorecard"), ...blocks].join("\n");
}
