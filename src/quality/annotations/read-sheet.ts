import { nearNames } from "../../lib/near-names.ts";
import type { Rubric } from "../rubric/rubric.ts";
import type { Annotation } from "./annotation.ts";
import type { Cell, SheetProblem } from "./parse-csv.ts";
import { readScore } from "./read-score.ts";
import { at, findStranger, nameRow, plain, readNote, readTable, type SheetColumns } from "./read-table.ts";

export interface SheetOptions {
  readonly by: string;
  readonly rubric: Rubric;
  /** Ids of the answers of the run. */
  readonly items: ReadonlySet<string>;
}

/** What a file says that somebody filled in. Where there are problems, nothing of it is to be taken. */
export interface ReadSheet {
  readonly annotations: readonly Annotation[];
  readonly problems: readonly SheetProblem[];
  /** What a spreadsheet had done to it and was undone. */
  readonly notices: readonly SheetProblem[];
}

/** Reads a stub that somebody filled in; of the columns beside the criteria, only `item` and `note` are read. */
export function readSheet(text: string, options: SheetOptions): ReadSheet {
  const columns: SheetColumns = {
    id: "item",
    names: "an answer",
    filled: options.rubric.criteria.map(({ id }) => id),
    filledIs: "a criterion",
    others: ["prompt", "reference", "answer", "note"],
  };
  const table = readTable(text, columns);
  if (!("rows" in table)) return { annotations: [], problems: table, notices: [] };
  const stranger = findStranger(table, columns, (id) => options.items.has(id));
  if (stranger !== undefined) return { annotations: [], problems: [stranger], notices: [] };
  const seen = new Map<string, number>();
  const rows = table.rows.map((row) => readRow(row, table.columns, { ...options, seen }));
  return {
    annotations: rows.flatMap(({ annotation }) => annotation ?? []),
    problems: rows.flatMap((row) => row.problems),
    notices: rows.flatMap((row) => row.notices),
  };
}

interface RowOptions extends SheetOptions {
  /** Rows of the answers so far, by item. */
  readonly seen: Map<string, number>;
}

interface ReadRow extends Omit<ReadSheet, "annotations"> {
  readonly annotation?: Annotation | undefined;
}

function readRow(row: readonly Cell[], columns: readonly string[], { by, rubric, items, seen }: RowOptions): ReadRow {
  const problems: SheetProblem[] = [];
  const notices: SheetProblem[] = [];
  const cellOf = (name: string) => row[columns.indexOf(name)];
  for (const { text, line, column } of row.slice(columns.length))
    if (text.trim() !== "") problems.push({ line, column, message: "this cell stands under no head" });
  const place = cellOf("item") ?? { text: "", line: row[0]?.line ?? 1, column: 1, row: row[0]?.row ?? 1 };
  const item = plain(place.text);
  const first = seen.get(item);
  if (!items.has(item)) problems.push({ ...at(place), message: unknownItem(item, items) });
  else if (first !== undefined)
    problems.push({ ...at(place), message: `the answer ${item} must be there once; it is in row ${first} too` });
  seen.set(item, first ?? place.row);
  const scores = rubric.criteria.flatMap(({ id }) => {
    const cell = cellOf(id);
    const read = readScore(cell?.text ?? "");
    if (cell === undefined || read.type === "empty") return [];
    if (read.type === "wrong") problems.push({ ...at(cell), message: `${id} ${read.message}` });
    else if (read.undone !== undefined) notices.push({ ...at(cell), message: `${id}: ${read.undone}` });
    return read.type === "score" ? [[id, read.score] as const] : [];
  });
  const note = readNote(cellOf("note")?.text);
  const hasContent = scores.length > 0 || note !== undefined;
  const annotation = { by, item, scores: Object.fromEntries(scores), ...(note !== undefined && { note }) };
  return {
    annotation: hasContent ? annotation : undefined,
    problems: nameRow(problems, place, item),
    notices: nameRow(notices, place, item),
  };
}

function unknownItem(item: string, items: ReadonlySet<string>): string {
  if (item === "") return "the cell of the column item is empty: nobody knows whose scores these are";
  const [near] = nearNames(item, [...items], 1);
  const advice = near === undefined ? "the file may belong to another run" : `did you mean ${near}?`;
  return `${JSON.stringify(item)} is no answer of this run: ${advice}`;
}
