import type { Cell } from "../../report/format/cell.ts";
import type { Table } from "../../report/format/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

const GAP = 2;

/**
 * A report's table for the terminal: each value over its interval, as many columns as fit the width, the most telling
 * first.
 */
export function renderSummaryTable(table: Table, terminal: Terminal, width: number): string {
  const [name, ...chosen] = chooseColumns(table, width);
  if (name === undefined) return "";
  const columns = [name, ...chosen];
  const heads = columns.map(({ heads }) => heads);
  const lines = [0, 1].map((line) =>
    joinCells(
      columns,
      heads.map((parts) => parts[line] ?? ""),
    ),
  );
  const body = table.rows.flatMap((_, row) => {
    const cells = columns.map((column) => column.cells[row]);
    const values = joinCells(
      columns,
      cells.map((cell) => cell?.main ?? ""),
    );
    const details = joinCells(
      columns,
      cells.map((cell) => cell?.detail ?? ""),
    );
    return details === "" ? [values] : [values, terminal.style("dim", details)];
  });
  return [terminal.style("bold", lines[0] ?? ""), terminal.style("dim", lines[1] ?? ""), ...body].join("\n");
}

interface DrawnColumn {
  readonly heads: readonly [title: string, unit: string];
  readonly cells: readonly Cell[];
  readonly align: "left" | "right";
  readonly width: number;
}

function chooseColumns(table: Table, width: number): DrawnColumn[] {
  const drawn = table.columns.map((_, index) => drawColumn(table, index));
  const first = drawn[0];
  if (first === undefined) return [];
  const chosen = [first];
  let used = first.width;
  for (const column of mostTelling(table, drawn)) {
    if (used + GAP + column.width > width) continue;
    chosen.push(column);
    used += GAP + column.width;
  }
  return chosen;
}

/** The columns of the terminal, most telling first; the others are in the report. */
function mostTelling({ columns }: Table, drawn: readonly DrawnColumn[]): readonly DrawnColumn[] {
  return drawn
    .flatMap((column, index) => {
      const place = columns[index]?.terminal;
      return place === undefined ? [] : [{ column, place }];
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ column }) => column);
}

function drawColumn(table: Table, index: number): DrawnColumn {
  const { title, align } = table.columns[index] ?? { title: "", align: "left" as const };
  const [, text = title, unit = ""] = /^(.*?)(?: \((.*)\))?$/.exec(title) ?? [];
  const cells = table.rows.map((row) => row.cells[index] ?? { text: "", main: "" });
  const widths = cells.flatMap(({ main, detail }) => [main.length, detail?.length ?? 0]);
  return { heads: [text, unit], cells, align, width: Math.max(text.length, unit.length, ...widths) };
}

function joinCells(columns: readonly DrawnColumn[], texts: readonly string[]): string {
  return columns
    .map(({ align, width }, index) => {
      const text = texts[index] ?? "";
      return align === "left" ? text.padEnd(width) : text.padStart(width);
    })
    .join(" ".repeat(GAP))
    .trimEnd();
}
