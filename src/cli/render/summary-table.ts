import type { Cell } from "../../report/format/cell.ts";
import type { Table } from "../../report/format/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The columns that decide, most telling first; the others are in the report. */
const COLUMNS = [
  "quality",
  "e2e-p50",
  "e2e-p95",
  "ttft-p50",
  "decode-rate-p50",
  "memory-model-p50",
  "footprint-p50",
  "load-cold-p50",
  "throughput-p50",
];
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
  for (const id of COLUMNS) {
    const column = drawn[table.columns.findIndex((one) => one.id === id)];
    if (column === undefined || used + GAP + column.width > width) continue;
    chosen.push(column);
    used += GAP + column.width;
  }
  return chosen;
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
