import { toCurrencyForms } from "./currency-forms.ts";
import { toDateForms } from "./date-forms.ts";
import { toPlainNumbers } from "./number-forms.ts";
import { toNumberDigits } from "./number-words.ts";

/**
 * Writes a text as its words alone, each in one form, joined by single spaces: "$1,200 by the 14th of Nov." becomes
 * "1200 dollars by the november 14".
 *
 * Case, punctuation, quotes and dashes are gone; numbers, dates, percent and currency have one spelling. A text
 * without any letter or digit becomes "". docs/facets.md lists the rules with examples.
 */
export function normalizeText(text: string): string {
  return (spellAlike(text).match(WORD) ?? []).join(" ");
}

/** The words of `normalizeText()`, with the marks between them that part clauses; "won't" is "will not". */
export function toTokens(text: string): readonly string[] {
  const whole = text
    .replaceAll("’", "'")
    .replace(/\bwon't\b/gi, "will not")
    .replace(/\bcan(?:'t|not)\b/gi, "can not");
  return spellAlike(whole.replace(/(?<=\p{L})n't\b/giu, " not")).match(WORD_OR_MARK) ?? [];
}

function spellAlike(text: string): string {
  const spelled = toDateForms(toNumberDigits(unifyCharacters(text)));
  const folded = foldCase(spelled)
    .replace(/(?<=\p{L})'s(?![\p{L}\p{N}])/gu, "")
    .replaceAll("&", " and ");
  return toCurrencyForms(toPlainNumbers(folded))
    .replaceAll("%", " percent ")
    .replace(/\bper cent\b/g, "percent");
}

// Scripts that put no space between words: each character counts as a word, so that a phrase can be found at all.
export const UNSPACED = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;

// A point between digits belongs to the number, a minus before one too; "++" and "#" belong to C++ and C#.
const WORD_SOURCE = String.raw`[[${UNSPACED}]&&\p{L}]\p{M}*|(?:(?<![\p{L}\p{N}\-])-(?=\d))?(?:[[\p{L}\p{M}\p{N}]--[[${UNSPACED}]&&\p{L}]]|(?<=\d)\.(?=\d))+(?:\+\+|#)?`;
const WORD = new RegExp(WORD_SOURCE, "gv");
const WORD_OR_MARK = new RegExp(`${WORD_SOURCE}|[,;\\(\\)?!\\|]|:(?!\\d)|(?<!\\d):|[.](?!\\d)|(?<=\\s)-(?=\\s)`, "gv");

/** One character for each meaning: compatibility forms, spaces, quotes and dashes. */
function unifyCharacters(text: string): string {
  return (
    text
      .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, "")
      // Before NFKC makes plain digits and spaces of them: 10² is not 102, and "1 200" with a no-break space is one number.
      .replace(/(?<=\d)(?=[\u00B9\u00B2\u00B3\u2070-\u2079])/g, " ")
      .replace(/(?<=\d)[\u00A0\u2009\u202F](?=\d{3}(?!\d))/g, "")
      .normalize("NFKC")
      .replace(/[\u2018\u2019\u201B\u2032\u02BC`\u00B4]/g, "'")
      .replace(/[\u2010\u2011\u2212]/g, "-")
      .replace(/[\u2012-\u2015]/g, " - ")
  );
}

/** Unicode has no case folding in JavaScript; up and down again joins ß with ss and the two Greek sigmas. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}
