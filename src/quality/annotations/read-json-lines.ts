import type { Cell, SheetProblem, Table } from "./parse-csv.ts";

/** Reads JSON lines as a table: the keys of all objects are its heads. */
export function readJsonLines(text: string): Table | SheetProblem {
  const objects: { readonly value: Readonly<Record<string, unknown>>; readonly text: string; readonly line: number }[] =
    [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === "") continue;
    const value = parseObject(line);
    if (value === undefined)
      return {
        line: index + 1,
        column: 1,
        message: "this line must be a JSON object of its own, as in the exported file",
      };
    objects.push({ value, text: line, line: index + 1 });
  }
  const keys = [...new Set(objects.flatMap(({ value }) => Object.keys(value)))];
  const cellOf = (key: string, { value, text: source, line }: (typeof objects)[number]): Cell => ({
    text: toText(value[key]),
    line,
    row: line,
    column: source.indexOf(JSON.stringify(key)) + 1 || 1,
  });
  return {
    heads: keys.map((key) => {
      const first = objects.find(({ value }) => Object.hasOwn(value, key));
      return { ...(first === undefined ? { line: 1, column: 1, row: 1 } : cellOf(key, first)), text: key };
    }),
    rows: objects.map((object) => keys.map((key) => cellOf(key, object))),
  };
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined; // the caller says where
  }
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
