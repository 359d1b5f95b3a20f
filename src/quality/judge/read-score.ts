import { SCORES, type Score } from "../rubric/rubric.ts";
import type { Reading } from "./judge-reply.ts";

/** Numbers from 0 to 10 in words of a few languages. */
const WORDS: readonly (readonly string[])[] = [
  ["zero", "null", "zéro", "cero"],
  ["one", "eins", "un", "une", "uno", "um"],
  ["two", "zwei", "deux", "dos", "due", "dois"],
  ["three", "drei", "trois", "tres", "tre", "três"],
  ["four", "vier", "quatre", "cuatro", "quattro", "quatro"],
  ["five", "fünf", "cinq", "cinco", "cinque"],
  ["six", "sechs", "seis", "sei"],
  ["seven", "sieben", "sept", "siete", "sette", "sete"],
  ["eight", "acht", "huit", "ocho", "otto", "oito"],
  ["nine", "neun", "neuf", "nueve", "nove"],
  ["ten", "zehn", "dix", "diez", "dieci", "dez"],
];
const NUMBERS = new Map(WORDS.flatMap((words, number) => words.map((word) => [word, number] as const)));
const WORD = [...NUMBERS.keys()].join("|");

/** Source of a regular expression for a score as people write it: `4`, `4/5`, `4 out of 5`, `four`, a range. */
export const SCORE_SOURCE = `(?:[-−]?\\d+(?:[.,]\\d+)?|(?<![\\p{L}])(?:${WORD})(?![\\p{L}]))(?:\\s*(?:/|out of|of|von|sur|de|su)\\s*\\d+|\\s*(?:[-–]|to|bis)\\s*\\d+)?(?![\\p{L}\\p{N}])`;

const SCORE = new RegExp(
  `^(?<number>[-−]?\\d+(?:[.,]\\d+)?|${WORD})(?:\\s*(?:/|out of|of|von|sur|de|su)\\s*(?<scale>\\d+)|\\s*(?:[-–]|to|bis)\\s*(?<end>\\d+))?$`,
  "iu",
);

/** Reads a score that stands alone, written in any digits; a number off the scale is none, and neither is half a point. */
export function readScore(written: unknown): Reading<Score> | undefined {
  if (typeof written !== "string" && typeof written !== "number") return undefined;
  const { number, scale, end } = SCORE.exec(toAsciiDigits(String(written)).trim())?.groups ?? {};
  if (number === undefined) return undefined;
  if (end !== undefined && end !== number) return { type: "unreadable", because: "contradictory" };
  const value = NUMBERS.get(number.toLowerCase()) ?? Number(number.replace("−", "-").replace(",", "."));
  const score = scale === undefined || scale === "5" ? SCORES.find((one) => one === value) : undefined;
  return score === undefined ? { type: "unreadable", because: "out-of-scale" } : { type: "read", value: score };
}

/** Writes decimal digits of every script as 0 to 9. */
export function toAsciiDigits(text: string): string {
  return text.normalize("NFKC").replaceAll(/\p{Nd}/gu, (digit) => {
    // Unicode keeps the ten digits of a script together, 0 first.
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint((digit.codePointAt(0) ?? 0) - value - 1))) value++;
    return `${value}`;
  });
}
