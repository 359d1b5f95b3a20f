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

/** The widths of columns that fit into a line; the widest column of text gives way first, names last. */
function narrow(columns: readonly PlainColumn[], rows: readonly (readonly string[])[], room: number): number[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  let excess = widths.reduce((sum, width) => sum + width + GAP, -GAP) - room;
  // Names in the first column are copied: it is broken when nothing else gives way any more.
  const texts = columns.flatMap(({ align }, index) => (align === "left" && index > 0 ? [index] : []));
  for (const candidates of [texts, [0]])
    while (excess > 0) {
      const widest = candidates.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0] ?? 0;
      if ((widths[widest] ?? 0) <= LEAST_WIDTH) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
      excess -= 1;
    }
  return widths;
}
