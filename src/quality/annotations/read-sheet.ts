import { nearNames } from "../../lib/near-names.ts";
import type { Rubric } from "../rubric/rubric.ts";
import type { Annotation } from "./annotation.ts";
import { type Cell, parseCsv, type SheetProblem, type Table } from "./parse-csv.ts";
import { readJsonLines } from "./read-json-lines.ts";
import { readScore } from "./read-score.ts";

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

/** Columns of the stub besides the criteria; only `item` and `note` are read. */
const OTHER_COLUMNS = ["item", "prompt", "reference", "answer", "note"];
const DELIMITERS = [",", ";", "\t"];

/** Reads a stub that somebody filled in: CSV with commas, semicolons or tabs, or JSON lines, whatever a spreadsheet did to it. */
export function readSheet(text: string, options: SheetOptions): ReadSheet {
  const table = /^\s*[{[]/.test(text) ? readJsonLines(text) : readDelimited(text, options.rubric);
  if ("message" in table) return { annotations: [], problems: [table], notices: [] };
  const columns = table.heads.map(({ text: head }) => plain(head));
  const problems = findColumnProblems(table.heads, columns, options.rubric);
  if (problems.length > 0) return { annotations: [], problems, notices: [] };
  const stranger = findStranger(table, columns, options.items);
  if (stranger !== undefined) return { annotations: [], problems: [stranger], notices: [] };
  const seen = new Map<string, number>();
  const rows = table.rows.map((row) => readRow(row, columns, { ...options, seen }));
  return {
    annotations: rows.flatMap(({ annotation }) => annotation ?? []),
    problems: rows.flatMap((row) => row.problems),
    notices: rows.flatMap((row) => row.notices),
  };
}

/** Takes the delimiter under which the heads are columns of ours; a first line such as `sep=;` names it. */
function readDelimited(text: string, rubric: Rubric): Table | SheetProblem {
  const [, named] = /^"?sep=(.)"?\r?\n/i.exec(text) ?? [];
  const known = new Set([...OTHER_COLUMNS, ...rubric.criteria.map(({ id }) => id)]);
  const parsed = (named === undefined ? DELIMITERS : [named]).map((delimiter) => {
    const csv = parseCsv(text, delimiter);
    if (csv.type === "broken") return { hits: 0, table: csv.problem };
    const [heads = [], ...rows] = named === undefined ? csv.rows : csv.rows.slice(1);
    return { hits: heads.filter((head) => known.has(plain(head.text))).length, table: { heads, rows } };
  });
  const [best] = parsed.toSorted((a, b) => b.hits - a.hits);
  return best?.table ?? { line: 1, column: 1, message: "the file is empty" };
}

function findColumnProblems(heads: readonly Cell[], columns: readonly string[], rubric: Rubric): SheetProblem[] {
  const criteria = rubric.criteria.map(({ id }) => id);
  const known = [...OTHER_COLUMNS, ...criteria];
  const wrong = heads.flatMap(({ text, line, column }, index): SheetProblem[] => {
    const name = columns[index] ?? "";
    if (name === "") return [];
    if (columns.indexOf(name) !== index) return [{ line, column, message: `the column "${name}" is there twice` }];
    if (known.includes(name)) return [];
    const [near] = nearNames(name, known, 1);
    const advice = near === undefined ? `the criteria are ${criteria.join(", ")}` : `did you mean "${near}"?`;
    return [{ line, column, message: `"${text.trim()}" is no column of the file that was exported: ${advice}` }];
  });
  const missing = (message: string): SheetProblem[] => [{ line: heads[0]?.line ?? 1, column: 1, message }];
  if (!columns.includes("item"))
    wrong.unshift(...missing('the column "item" is missing, which says whose scores these are'));
  if (!criteria.some((id) => columns.includes(id)))
    wrong.push(...missing(`a column for a criterion is missing: ${criteria.join(", ")}`));
  return wrong;
}

/** The one problem of a file that has nothing to do with the run, in place of one for each row. */
function findStranger(
  { rows }: Table,
  columns: readonly string[],
  items: ReadonlySet<string>,
): SheetProblem | undefined {
  const place = columns.indexOf("item");
  const ids = rows.map((row) => plain(row[place]?.text ?? ""));
  if (ids.length < 2 || ids.some((id) => items.has(id))) return undefined;
  const line = rows[0]?.[0]?.line ?? 1;
  return {
    line,
    column: 1,
    message: `none of the ${ids.length} ids is an answer of this run: the file belongs to another run`,
  };
}

interface RowOptions extends SheetOptions {
  /** Lines of the answers so far, by item. */
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
  const place = cellOf("item") ?? { text: "", line: row[0]?.line ?? 1, column: 1 };
  const item = plain(place.text);
  const first = seen.get(item);
  if (!items.has(item)) problems.push({ ...at(place), message: unknownItem(item, items) });
  else if (first !== undefined)
    problems.push({ ...at(place), message: `the answer ${item} must be there once; it is in line ${first} too` });
  seen.set(item, first ?? place.line);
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
  return { annotation: hasContent ? annotation : undefined, problems, notices };
}

function unknownItem(item: string, items: ReadonlySet<string>): string {
  if (item === "") return "the cell of the column item is empty: nobody knows whose scores these are";
  const [near] = nearNames(item, [...items], 1);
  const advice = near === undefined ? "the file may belong to another run" : `did you mean ${near}?`;
  return `${JSON.stringify(item)} is no answer of this run: ${advice}`;
}

/** A note without the apostrophe that kept a spreadsheet from running it as a formula. */
function readNote(text = ""): string | undefined {
  const note = text.trim().replace(/^'(?=[=+\-@])/, "");
  return note === "" ? undefined : note;
}

function at({ line, column }: Cell): { line: number; column: number } {
  return { line, column };
}

/** A head or an id without what people and spreadsheets put around it. */
function plain(text: string): string {
  return text.normalize("NFKC").trim().replace(/^'/, "").trim().toLowerCase();
}
