import { DAYS, MONTHS } from "../../lib/calendar-names.ts";

/** A stretch of tokens: `end` is the place behind the last one. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Finds days and other points in time among normalised tokens: "november 14 2026", "wednesday", "end of june", "q3". */
export function findDates(tokens: readonly string[]): readonly Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < tokens.length; start++) {
    const length = dateLength(tokens, start);
    if (length === 0) continue;
    spans.push({ start, end: start + length });
    start += length - 1;
  }
  return spans;
}

/** Whether a phrase is a point in time and nothing else, apart from a word such as "by". */
export function isDate(tokens: readonly string[]): boolean {
  const words = tokens[0] !== undefined && BEFORE.has(tokens[0]) ? tokens.slice(1) : tokens;
  return words.length > 0 && dateLength(words, 0) === words.length;
}

const BEFORE = new Set(["by", "on", "before", "until", "due", "in", "at", "the"]);
const MONTH = new RegExp(`^(?:${MONTHS.join("|").toLowerCase()})$`);
const DAY = new RegExp(`^(?:${DAYS.join("|").toLowerCase()})s?$`);
const SINGLE = /^(?:today|tomorrow|tonight|noon|midnight|eod|eow|eom|asap|q[1-4])$/;
const PERIOD = /^(?:day|week|month|quarter|year|sprint|business|weekend|morning|afternoon|evening)$/;

function dateLength(tokens: readonly string[], at: number): number {
  const [first = "", second = "", third = "", fourth = ""] = tokens.slice(at, at + 4);
  if (MONTH.test(first)) {
    if (!/^\d{1,4}$/.test(second))
      return at > 0 && ["of", "in", "mid", "early", "late"].includes(tokens[at - 1] ?? "") ? 1 : 0;
    return Number(second) <= 31 && /^\d{4}$/.test(third) ? 3 : 2;
  }
  if (first === "end" && second === "of") {
    const skip = ["the", "this", "next"].includes(third) ? 1 : 0;
    const last = skip === 1 ? fourth : third;
    return PERIOD.test(last) || MONTH.test(last) || DAY.test(last) ? 3 + skip : 0;
  }
  if (["next", "this"].includes(first) && (PERIOD.test(second) || DAY.test(second))) return 2;
  return DAY.test(first) || SINGLE.test(first) ? 1 : 0;
}
