import { nearNames } from "../../lib/near-names.ts";
import { type Cell, parseCsv, type SheetProblem, type Table } from "./parse-csv.ts";
import { readJsonLines } from "./read-json-lines.ts";

/** The columns that a file may have, by their heads in small letters. */
export interface SheetColumns {
  /** Holds the ids of what is judged; must be there. */
  readonly id: string;
  /** What an id stands for, such as `an answer`. */
  readonly names: string;
  /** One of them must be there. */
  readonly filled: readonly string[];
  /** What such a column is for, such as `a criterion`. */
  readonly filledIs: string;
  readonly others: readonly string[];
}

/** A table whose heads are columns of ours, each known by its place. */
export interface KnownTable extends Table {
  readonly columns: readonly string[];
}

const DELIMITERS = [",", ";", "\t"];

/** Reads a file that somebody filled in: CSV with commas, semicolons or tabs, or JSON lines, whatever a spreadsheet did to it. */
export function readTable(text: string, wanted: SheetColumns): KnownTable | readonly SheetProblem[] {
  const table = /^\s*[{[]/.test(text) ? readJsonLines(text) : readDelimited(text, wanted);
  if ("message" in table) return [table];
  const columns = table.heads.map(({ text: head }) => plain(head));
  const problems = findColumnProblems(table.heads, columns, wanted);
  return problems.length > 0 ? problems : { ...table, columns };
}

/** Takes the delimiter under which the heads are columns of ours; a first line such as `sep=;` names it. */
function readDelimited(text: string, wanted: SheetColumns): Table | SheetProblem {
  const [, named] = /^"?sep=(.)"?\r?\n/i.exec(text) ?? [];
  const known = new Set(namesOf(wanted));
  const parsed = (named === undefined ? DELIMITERS : [named]).map((delimiter) => {
    const csv = parseCsv(text, delimiter);
    if (csv.type === "broken") return { hits: 0, table: csv.problem };
    // A spreadsheet does not show the line that names the delimiter.
    const [heads = [], ...rows] = named === undefined ? csv.rows : csv.rows.slice(1).map(oneRowUp);
    return { hits: heads.filter((head) => known.has(plain(head.text))).length, table: { heads, rows } };
  });
  const [best] = parsed.toSorted((a, b) => b.hits - a.hits);
  return best?.table ?? { line: 1, column: 1, message: "the file is empty" };
}

function oneRowUp(row: readonly Cell[]): readonly Cell[] {
  return row.map((cell) => ({ ...cell, row: cell.row - 1 }));
}

function findColumnProblems(heads: readonly Cell[], columns: readonly string[], wanted: SheetColumns): SheetProblem[] {
  const { id, filled, filledIs } = wanted;
  const known = namesOf(wanted);
  const wrong = heads.flatMap(({ text, line, column }, index): SheetProblem[] => {
    const name = columns[index] ?? "";
    if (name === "") return [];
    if (columns.indexOf(name) !== index) return [{ line, column, message: `the column "${name}" is there twice` }];
    if (known.includes(name)) return [];
    const [near] = nearNames(name, known, 1);
    const advice = near === undefined ? `filled in are ${filled.join(", ")}` : `did you mean "${near}"?`;
    return [{ line, column, message: `"${text.trim()}" is no column of the file that was exported: ${advice}` }];
  });
  const missing = (message: string): SheetProblem[] => [{ line: heads[0]?.line ?? 1, column: 1, message }];
  if (!columns.includes(id)) wrong.unshift(...missing(`the column "${id}" is missing, which says what was judged`));
  if (!filled.some((name) => columns.includes(name)))
    wrong.push(...missing(`a column for ${filledIs} is missing: ${filled.join(", ")}`));
  return wrong;
}

function namesOf({ id, filled, others }: SheetColumns): readonly string[] {
  return [id, ...others, ...filled];
}

/** The one problem of a file that has nothing to do with the run, in place of one for each row. */
export function findStranger(
  { rows, columns }: KnownTable,
  { id, names }: SheetColumns,
  isKnown: (id: string) => boolean,
): SheetProblem | undefined {
  const place = columns.indexOf(id);
  const ids = rows.map((row) => plain(row[place]?.text ?? ""));
  if (ids.length < 2 || ids.some(isKnown)) return undefined;
  const line = rows[0]?.[0]?.line ?? 1;
  return {
    line,
    column: 1,
    message: `none of the ${ids.length} ids is ${names} of this run: the file belongs to another run`,
  };
}

/** A note without the apostrophe that kept a spreadsheet from running it as a formula. */
export function readNote(text = ""): string | undefined {
  const note = text.trim().replace(/^'(?=[=+\-@])/, "");
  return note === "" ? undefined : note;
}

/** The place of a cell. */
export function at({ line, column }: Cell): { line: number; column: number } {
  return { line, column };
}

/** A head or an id without what people and spreadsheets put around it. */
export function plain(text: string): string {
  return text.normalize("NFKC").trim().replace(/^'/, "").trim().toLowerCase();
}

/** Adds to problems of a row the number that a spreadsheet shows for it and its id, where cells of several lines make lines count otherwise. */
export function nameRow(problems: readonly SheetProblem[], { row }: Cell, id: string): readonly SheetProblem[] {
  const named = id === "" ? "" : `, ${id}`;
  return problems.map((problem) => ({
    ...problem,
    message: problem.line === row ? problem.message : `${problem.message} (row ${row} of a spreadsheet${named})`,
  }));
}
