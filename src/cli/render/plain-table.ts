import Table from "cli-table3";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

const PARTS = ["top", "bottom", "left", "right", "mid", "middle"];
const JOINTS = ["top-mid", "top-left", "top-right", "bottom-mid", "bottom-left", "bottom-right"];
const CROSSES = ["left-mid", "mid-mid", "right-mid"];
const NO_RULES = Object.fromEntries([...PARTS, ...JOINTS, ...CROSSES].map((part) => [part, ""]));

/** A table without rules, its heads in bold, its columns as narrow as they can be. */
export function createPlainTable(
  columns: readonly { readonly title: string; readonly align: "left" | "right" }[],
  rows: readonly (readonly string[])[],
  terminal: Terminal,
): string {
  const table = new Table({
    head: columns.map(({ title }) => terminal.style("bold", title)),
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: NO_RULES,
  });
  for (const row of rows) table.push(row.map(toSafeText));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
