/** One value of a table, ready to be shown by a page, a document or a terminal alike. */
export interface Cell {
  /** Everything on one line: `412 [398, 431]`. `-` when the value is absent. */
  readonly text: string;
  /** The value alone: `412`, `431 max`. */
  readonly main: string;
  /** The interval or the lack of evidence beside it: `[398, 431]`, `(n=12, needs 60)`. */
  readonly detail?: string | undefined;
  /** Why the value is absent, or absent of some requests, when that is known. */
  readonly because?: string | undefined;
}

export function textCell(main: string, detail?: string): Cell {
  return detail === undefined ? { text: main, main } : { text: `${main} ${detail}`, main, detail };
}

export function absentCell(because?: string): Cell {
  return { text: "-", main: "-", because };
}
