import { DAYS, MONTHS } from "../../lib/calendar-names.ts";

/**
 * Writes dates as "November 14" with the year behind: "14 Nov", "Nov. 14", "the 14 of November", "2026-11-14".
 *
 * Expects ordinals as digits. An abbreviated month counts only beside a number ("Jan" alone may be a person). Numeric
 * dates are read where only one reading is possible: year first, day.month.year, or slashes with one part above 12.
 */
export function toDateForms(text: string): string {
  return text
    .replace(YEAR_FIRST, (match, year: string, _separator: string, month: string, day: string) =>
      writeDate(match, month, day, year),
    )
    .replace(DAY_FIRST_DOTTED, (match, day: string, month: string, year: string) => writeDate(match, month, day, year))
    .replace(SLASHED, (match, first: string, second: string, year: string) => {
      if (Number(first) > 12) return writeDate(match, second, first, year);
      return Number(second) > 12 || first === second ? writeDate(match, first, second, year) : match;
    })
    .replace(NAMED, (match, month?: string, day?: string, year?: string, otherDay?: string, otherMonth?: string) => {
      // "14 may attend" and "14 march on" are no dates.
      if (otherMonth !== undefined && /^ma/.test(otherMonth)) return match;
      return `${monthName(month ?? otherMonth ?? "")} ${day ?? otherDay}${year === undefined ? "" : ` ${year}`}`;
    })
    .replace(MONTH_YEAR, (_, month: string, year: string) => `${monthName(month)} ${year}`)
    .replace(WEEKDAY, (_, day: string) => `${WEEKDAYS.find((name) => name.startsWith(day.slice(0, 3)))}`);
}

const WEEKDAYS = DAYS.slice(1, 6);

const MONTH = `(${MONTHS.join("|")}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?!\\p{L})\\.?`;
const DAY = "0?([1-9]|[12]\\d|3[01])";
// Not the start of 14,000 or 14.5 or 14:30.
const DAY_END = "(?![\\p{L}\\p{N}])(?![.,:]\\d{1,3}(?!\\d))";
const START = "(?<![\\p{L}\\p{N}]|\\d[.,:/])";

// Both orders in one expression, read from the left: "January 20 February 3" holds no "20 February".
const NAMED = new RegExp(
  `${START}${MONTH}[\\s-]*(?:the\\s+)?${DAY}${DAY_END}(?:,(\\d{4})(?![\\p{L}\\p{N}]))?|${START}${DAY}[\\s-]*(?:of\\s+)?${MONTH}(?!\\p{L})`,
  "giu",
);
const MONTH_YEAR = new RegExp(`${START}${MONTH}\\s+(\\d{4})(?![\\p{L}\\p{N}])`, "giu");
const YEAR_FIRST = /(?<![\p{L}\p{N}.,/-])(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d|[-/.]\d)(?:T(?=\d))?/gu;
const DAY_FIRST_DOTTED = /(?<![\p{L}\p{N}.,/-])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d|[-/.]\d)/gu;
const SLASHED = /(?<![\p{L}\p{N}.,/-])(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d|[-/.]\d)/gu;
// Capital letter only: "wed" and "mon" are words; Sat and Sun are left out, as they are words with one too.
const WEEKDAY = /(?<![\p{L}\p{N}])(Mon|Tues?|Wed|Thu(?:rs?)?|Fri)(?![\p{L}\p{N}'])\.?/gu;

function monthName(written: string): string {
  const start = written.slice(0, 3).toLowerCase();
  return MONTHS.find((name) => name.toLowerCase().startsWith(start)) ?? written;
}

function writeDate(match: string, month: string, day: string, year: string): string {
  const name = MONTHS[Number(month) - 1];
  return name === undefined || Number(day) < 1 || Number(day) > 31 ? match : `${name} ${Number(day)} ${year} `;
}
