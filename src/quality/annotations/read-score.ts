import { SCORES, type Score } from "../rubric/rubric.ts";

/** What a cell says, and what a spreadsheet had made of it where something had to be undone. */
export type CellScore =
  | { readonly type: "empty" }
  | { readonly type: "score"; readonly score: Score; readonly undone?: string | undefined }
  | { readonly type: "wrong"; readonly message: string };

/** Of the months that a score can be taken for, as spreadsheets in several languages write them. */
const MONTHS: readonly RegExp[] = [
  /^(jan|januar|january|janv|ene)$/,
  /^(feb|februar|february|févr|fev|fév)$/,
  /^(mar|mär|mrz|märz|march|mars)$/,
  /^(apr|april|avr|abr)$/,
  /^(may|mai)$/,
];

/**
 * Reads the score in a cell, as people and spreadsheets write it: `4`, `4.0`, `4,0`, `'4`, `4/5`, and the date that a
 * spreadsheet makes of `4/5`. As one part of that date is a 5, the other one is the score.
 */
export function readScore(cell: string): CellScore {
  const text = cell.normalize("NFKC").trim().replace(/^'/, "").trim();
  if (/^[-–—]?$/.test(text) || /^(n\/?a|null)$/i.test(text)) return { type: "empty" };
  const [, number] = /^\+?0*(\d)(?:[.,]0*)?(?:\s*\/\s*5)?$/.exec(text) ?? [];
  const score = toScore(number);
  if (score !== undefined) return { type: "score", score };
  const fromDate = readDate(text);
  if (fromDate !== undefined)
    return { type: "score", score: fromDate, undone: `the date ${text} was read as ${fromDate}/5` };
  return { type: "wrong", message: `must be a whole number from 1 to 5, or empty, not ${JSON.stringify(cell)}` };
}

function readDate(text: string): Score | undefined {
  const parts = text
    .toLowerCase()
    .replace(/[ t]00:00(:00)?(\.0+)?$/, "")
    .split(/[\s./-]+/)
    .filter((part) => part !== "");
  const short = parts.filter((part) => !/^\d{4}$/.test(part));
  const years = parts.length - short.length;
  // A date without its year, or with one, and of two digits at the end.
  const dayAndMonth = short.length === 3 && years === 0 ? short.slice(0, 2) : short;
  if (dayAndMonth.length !== 2 || parts.length > 3 || (parts.length === 2 && years > 0)) return undefined;
  const [first, second] = dayAndMonth.map(toNumber);
  if (first === undefined || second === undefined) return undefined;
  if (!/\p{L}/u.test(text) && parts.length === 2) return undefined;
  return second === 5 ? toScore(first) : first === 5 ? toScore(second) : undefined;
}

function toNumber(part: string): number | undefined {
  if (/^\d{1,2}$/.test(part)) return Number(part);
  const month = MONTHS.findIndex((names) => names.test(part));
  return month < 0 ? undefined : month + 1;
}

function toScore(value: string | number | undefined): Score | undefined {
  return SCORES.find((score) => score === Number(value));
}
