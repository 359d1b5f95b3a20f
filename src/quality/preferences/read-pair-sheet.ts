import { nearNames } from "../../lib/near-names.ts";
import type { Cell, SheetProblem } from "../annotations/parse-csv.ts";
import { at, findStranger, nameRow, plain, readNote, readTable, type SheetColumns } from "../annotations/read-table.ts";
import { type PreferenceChange, pairKey } from "./preference.ts";
import { readChoiceCell } from "./read-choice-cell.ts";
import { PAIR_COLUMNS, readPairId } from "./write-pair-stub.ts";

export interface PairSheetOptions {
  readonly by: string;
  /** Every two answers of the run that can be compared, by the key of either order. */
  readonly pairs: ReadonlySet<string>;
}

/** What a file says that somebody filled in. Where there are problems, nothing of it is to be taken. */
export interface ReadPairSheet {
  readonly preferences: readonly PreferenceChange[];
  readonly problems: readonly SheetProblem[];
}

const COLUMNS: SheetColumns = {
  id: "pair",
  names: "a pair of answers",
  filled: ["choice"],
  filledIs: "the choice",
  others: PAIR_COLUMNS.filter((name) => name !== "pair" && name !== "choice"),
};

/** Whether a file is one of answers side by side; of the two kinds of files, each has an id that the other lacks. */
export function isPairSheet(text: string): boolean {
  const [head = ""] = text.replace(/^\s*"?sep=.\s*/i, "").split(/[\r\n]/);
  const names = head.toLowerCase().split(/[^\p{L}]+/u);
  return names.includes("pair") && !names.includes("item");
}

/** Reads a stub of pairs that somebody filled in. The id of a row says which answer stood left, wherever its columns are now. */
export function readPairSheet(text: string, options: PairSheetOptions): ReadPairSheet {
  const table = readTable(text, COLUMNS);
  if (!("rows" in table)) return { preferences: [], problems: table };
  const keyOf = (id: string) => {
    const pair = readPairId(id);
    return pair === undefined ? "" : pairKey(pair);
  };
  const stranger = findStranger(table, COLUMNS, (id) => options.pairs.has(keyOf(id)));
  if (stranger !== undefined) return { preferences: [], problems: [stranger] };
  const seen = new Map<string, number>();
  const rows = table.rows.map((row) => readRow(row, { ...options, columns: table.columns, seen }));
  return { preferences: rows.flatMap(({ preferences }) => preferences), problems: rows.flatMap((row) => row.problems) };
}

interface RowOptions extends PairSheetOptions {
  readonly columns: readonly string[];
  /** Rows of the pairs so far, by key. */
  readonly seen: Map<string, number>;
}

function readRow(row: readonly Cell[], { by, pairs, columns, seen }: RowOptions): ReadPairSheet {
  const problems: SheetProblem[] = [];
  for (const { text, line, column } of row.slice(columns.length))
    if (text.trim() !== "") problems.push({ line, column, message: "this cell stands under no head" });
  const cellOf = (name: string) => row[columns.indexOf(name)];
  const place = cellOf("pair") ?? { text: "", line: row[0]?.line ?? 1, column: 1, row: row[0]?.row ?? 1 };
  const written = plain(place.text);
  const pair = readPairId(written);
  const key = pair === undefined ? "" : pairKey(pair);
  const first = seen.get(key);
  if (pair === undefined || !pairs.has(key)) problems.push({ ...at(place), message: unknownPair(written, pairs) });
  else if (first !== undefined)
    problems.push({ ...at(place), message: `the pair ${written} must be there once; it is in row ${first} too` });
  seen.set(key, first ?? place.row);

  const cell = cellOf("choice");
  const read = readChoiceCell(cell?.text ?? "");
  if (cell !== undefined && read.type === "wrong") problems.push({ ...at(cell), message: `choice ${read.message}` });
  const note = readNote(cellOf("note")?.text);
  if (cell !== undefined && read.type === "empty" && note !== undefined)
    problems.push({ ...at(cell), message: "choice must be filled in where there is a note" });
  const named = nameRow(problems, place, written);
  if (pair === undefined || read.type !== "choice") return { preferences: [], problems: named };
  const { choice, much } = read;
  const said = { by, ...pair, choice, ...(much && { much }), ...(note !== undefined && { note }) };
  return { preferences: [said], problems: named };
}

function unknownPair(written: string, pairs: ReadonlySet<string>): string {
  if (written === "") return "the cell of the column pair is empty: nobody knows what was compared";
  const [near] = nearNames(written, [...pairs], 1);
  const advice = near === undefined ? "the file may belong to another run" : `did you mean ${near}?`;
  return `${JSON.stringify(written)} is no pair of answers of this run: ${advice}`;
}
