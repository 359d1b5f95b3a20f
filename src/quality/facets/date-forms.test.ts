import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalizeText } from "./normalize-text.ts";

// Through normalizeText(), as ordinals are read before dates.
describe("toDateForms()", () => {
  const sameDay = [
    "November 14",
    "14 November",
    "Nov 14",
    "Nov. 14th",
    "14th of November",
    "NOVEMBER 14TH",
    "November the 14th",
    "fourteenth of November",
    "14-Nov",
  ];
  for (const date of sameDay) it(`reads "${date}"`, () => assert.equal(normalizeText(date), "november 14"));

  const withYear = [
    "2026-11-14",
    "2026/11/14",
    "14.11.2026",
    "11/14/2026",
    "14/11/2026",
    "Nov. 14, 2026",
    "November 14,2026",
    "14-Nov-2026",
    "14th of November, 2026",
  ];
  for (const date of withYear) it(`reads "${date}"`, () => assert.equal(normalizeText(date), "november 14 2026"));

  const others: readonly (readonly [what: string, text: string, words: string])[] = [
    ["reads an ISO time stamp", "2026-11-04T09:30", "november 4 2026 9 30"],
    ["leaves a date with two readings", "4/5/2026", "4 5 2026"],
    ["leaves months and days that do not exist", "2026-13-01 and November 32", "2026 13 1 and november 32"],
    ["does not read over two dates", "January 20 February 3", "january 20 february 3"],
    [
      "takes may and march in small letters for verbs behind a number",
      "14 may attend, 20 march on",
      "14 may attend 20 march on",
    ],
    ["reads May with a capital", "by 4 May", "by may 4"],
    ["keeps a number that goes on", "November 14,000 and Nov 14.5", "november 14000 and nov 14.5"],
    ["keeps the second day of a range apart", "Nov 14-16", "november 14 16"],
    ["writes out a month before a year", "in Sept. 2026", "in september 2026"],
    ["leaves a name like a month", "Jan and June", "jan and june"],
    ["writes out weekdays with a capital", "Mon, Tues., Wed. Thurs Fri", "monday tuesday wednesday thursday friday"],
    ["leaves words like weekdays", "they wed in the sun", "they wed in the sun"],
  ];
  for (const [what, text, words] of others) it(what, () => assert.equal(normalizeText(text), words));
});
