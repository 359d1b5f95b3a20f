/** A cell and where it begins in the text, from 1. */
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Row as a spreadsheet counts it, from 1: a cell of several lines is one row there. */
  readonly row: number;
}

/** A table as text has it: the heads, and rows of cells below them. */
export interface Table {
  readonly heads: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface SheetProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type ParsedCsv =
  | { readonly type: "rows"; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: "broken"; readonly problem: SheetProblem };

/**
 * Splits delimited text into cells as RFC 4180 has it, with any line end; empty lines are left out.
 *
 * Each cell knows its place, so that a mistake in it can be shown.
 */
export function parseCsv(text: string, delimiter: string): ParsedCsv {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let line = 1;
  let rowNumber = 1;
  let lineStart = 0;
  let offset = 0;
  const broken = (at: number, message: string): ParsedCsv => ({
    type: "broken",
    problem: { line, column: at - lineStart + 1, message },
  });
  while (offset <= text.length) {
    const start = { line, column: offset - lineStart + 1, row: rowNumber };
    let content = "";
    if (text[offset] === '"') {
      const end = findQuote(text, offset + 1);
      if (end === undefined) return broken(offset, "this cell must end with a closing quote; none follows");
      const quoted = text.slice(offset + 1, end);
      content = quoted.replaceAll('""', '"');
      const lastEnd = quoted.lastIndexOf("\n");
      if (lastEnd >= 0) lineStart = offset + 1 + lastEnd + 1;
      line += quoted.split("\n").length - 1;
      offset = end + 1;
      if (offset < text.length && text[offset] !== delimiter && !/[\r\n]/.test(text[offset] ?? ""))
        return broken(offset, "after a closing quote, the cell must end; a quote inside of a text is written twice");
    } else {
      const from = offset;
      while (offset < text.length && text[offset] !== delimiter && !/[\r\n]/.test(text[offset] ?? "")) offset += 1;
      content = text.slice(from, offset);
    }
    row.push({ text: content, ...start });
    if (text[offset] === delimiter) {
      offset += 1;
      continue;
    }
    if (row.some((cell) => cell.text.trim() !== "")) rows.push(row);
    row = [];
    rowNumber += 1;
    offset += text.startsWith("\r\n", offset) ? 2 : 1;
    line += 1;
    lineStart = offset;
  }
  return { type: "rows", rows };
}

/** The quote that closes a cell; two of them are one of its text. */
function findQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return undefined;
}
