import Table from "cli-table3";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { wrapText } from "./wrap-text.ts";

const PARTS = ["top", "bottom", "left", "right", "mid", "middle"];
const JOINTS = ["top-mid", "top-left", "top-right", "bottom-mid", "bottom-left", "bottom-right"];
const CROSSES = ["left-mid", "mid-mid", "right-mid"];
const NO_RULES = Object.fromEntries([...PARTS, ...JOINTS, ...CROSSES].map((part) => [part, ""]));

const GAP = 2;
/** Narrower columns of text would hold a word at best. */
const LEAST_WIDTH = 10;

export interface PlainColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/**
 * A table without rules, its heads in bold, its columns as narrow as they can be. Where a terminal is too narrow for it,
 * the widest columns of text are broken into lines: nothing is left out.
 */
export function createPlainTable(
  columns: readonly PlainColumn[],
  written: readonly (readonly string[])[],
  terminal: Terminal,
): string {
  const plain = written.map((row) => row.map(toSafeText));
  const widths = narrow(columns, plain, terminal.out.isTTY === true ? terminal.out.columns : Number.POSITIVE_INFINITY);
  const rows = plain.map((row) => row.map((cell, index) => wrapText(cell, widths[index] ?? cell.length).join("\n")));
  const table = new Table({
    head: columns.map(({ title }) => terminal.style("bold", title)),
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [], "padding-left": 0, "padding-right": GAP },
    chars: NO_RULES,
  });
  for (const row of rows) table.push(row);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** The widths of columns that fit into a line: texts are broken at blanks first, then words, and names only when all else is narrow. */
function narrow(columns: readonly PlainColumn[], rows: readonly (readonly string[])[], room: number): number[] {
  const cells = columns.map(({ title }, index) => [title, ...rows.map((row) => row[index] ?? "")]);
  const widths = cells.map((texts) => Math.max(...texts.map(({ length }) => length)));
  const words = cells.map((texts) => Math.max(...texts.flatMap((text) => text.split(" ")).map(({ length }) => length)));
  const texts = columns.flatMap(({ align }, index) => (align === "left" && index > 0 ? [index] : []));
  let excess = widths.reduce((sum, width) => sum + width + GAP, -GAP) - room;
  const giveWay = (candidates: readonly number[], leastOf: (column: number) => number) => {
    while (excess > 0) {
      const able = candidates.filter((column) => (widths[column] ?? 0) > leastOf(column));
      const [widest] = able.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0));
      if (widest === undefined) return;
      widths[widest] = (widths[widest] ?? 0) - 1;
      excess -= 1;
    }
  };
  giveWay(texts, (column) => Math.max(words[column] ?? 0, LEAST_WIDTH));
  giveWay([...texts, 0], (column) => (column === 0 ? Math.max(words[0] ?? 0, LEAST_WIDTH) : LEAST_WIDTH));
  giveWay([0], () => LEAST_WIDTH);
  return widths;
}
