import type { Cell } from "../../report/format/cell.ts";
import type { Table } from "../../report/format/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

const GAP = 2;

/**
 * A report's table for the terminal: each value over its interval, the most telling columns first. What does not fit the
 * width follows below, under the same names.
 */
export function renderSummaryTable(table: Table, terminal: Terminal, width: number): string {
  const drawn = table.columns.map((_, index) => drawColumn(table, index));
  const [name] = drawn;
  if (name === undefined) return "";
  const blocks = fillBlocks(mostTelling(table, drawn), width - name.width);
  return blocks.map((block) => drawBlock([name, ...block], table.rows.length, terminal)).join("\n\n");
}

/** The columns in their order, as many side by side as fit. */
function fillBlocks(columns: readonly DrawnColumn[], room: number): DrawnColumn[][] {
  const blocks: DrawnColumn[][] = [[]];
  let used = 0;
  for (const column of columns) {
    const block = blocks.at(-1) ?? [];
    if (block.length === 0 || used + GAP + column.width <= room) {
      used += GAP + column.width;
      block.push(column);
    } else {
      used = GAP + column.width;
      blocks.push([column]);
    }
  }
  return blocks;
}

function drawBlock(columns: readonly DrawnColumn[], rows: number, terminal: Terminal): string {
  const heads = columns.map(({ heads }) => heads);
  const [titles = "", units = ""] = [0, 1].map((line) =>
    joinCells(
      columns,
      heads.map((parts) => parts[line] ?? ""),
    ),
  );
  const body = Array.from({ length: rows }, (_, row) => row).flatMap((row) => {
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
  return [terminal.style("bold", titles), ...(units === "" ? [] : [terminal.style("dim", units)]), ...body].join("\n");
}

interface DrawnColumn {
  readonly heads: readonly [title: string, unit: string];
  readonly cells: readonly Cell[];
  readonly align: "left" | "right";
  readonly width: number;
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
