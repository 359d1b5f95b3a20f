import type { Table } from "../format/table.ts";
import { escapeMarkdown } from "./escape-markdown.ts";

/** A table in GitHub's Markdown. */
export function markdownTable(
  table: Pick<Table, "columns"> & { readonly rows: readonly Pick<Table["rows"][number], "cells">[] },
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(table.columns.map((column) => escapeMarkdown(column.title))),
    `|${table.columns.map((column) => (column.align === "right" ? "---:" : "---")).join("|")}|`,
    ...table.rows.map((row) => line(row.cells.map((cell) => escapeMarkdown(cell.text)))),
  ].join("\n");
}
