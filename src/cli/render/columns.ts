import type { Terminal } from "../terminal/terminal.ts";
import { createPlainTable } from "./plain-table.ts";

/** Rows of text under heads, as narrow as they can be. */
export function renderColumns(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  terminal: Terminal,
): string {
  return createPlainTable(
    heads.map((title) => ({ title, align: "left" })),
    rows,
    terminal,
  );
}
