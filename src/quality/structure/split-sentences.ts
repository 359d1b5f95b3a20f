/**
 * Splits running text at the ends of its sentences; each is a verbatim part of it.
 *
 * Own rules and not `Intl.Segmenter`: that one splits "e.g. The", "Dr. Smith" and "Nov. 14", never before a small
 * letter, and may change with its version, so that one answer would score differently in two places.
 */
export function splitSentences(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (const match of text.matchAll(BOUNDARY)) {
    const end = match.index + match[0].length;
    if (match[0] === "." && isAbbreviation(text.slice(Math.max(start, end - REACH), end), text.slice(end, end + REACH)))
      continue;
    parts.push(text.slice(start, end));
    start = end;
  }
  return [...parts, text.slice(start)];
}

const BOUNDARY = /(?<![.!?…])[.!?…]+["'”’»)\]*_]*(?=\s)|[。！？]+[」』）”’]*/gu;

// Words with a point that stand before more of their own sentence. "ms." in small letters is a unit.
const NEVER_LAST = [
  /(?:^|[\s("'“‘*_])(?:e\.g|i\.e|eg|ie|cf|vs|viz|approx|mr|mrs|dr|prof)\.$/i,
  /(?:^|[\s("'“‘*_])(?:M[sx]|S[tr]|(?!I\b)\p{Lu})\.$/u,
];
// Those that may also end one: a capital letter then tells.
const SELDOM_LAST =
  /(?:^|[\s("'“‘*_])(?:etc|incl|inc|ltd|co|corp|dept|est|jr|a\.m|p\.m|u\.s|u\.k|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.$/iu;
// Those that are abbreviations only before a number.
const BEFORE_NUMBER = /(?:^|[\s("'“‘*_])(?:no|nos|fig|figs|vol|sec|ch|pp?|art)\.$/iu;

// Longer than any abbreviation; a bound keeps long lines linear.
const REACH = 16;

function isAbbreviation(before: string, after: string): boolean {
  if (NEVER_LAST.some((words) => words.test(before))) return true;
  if (BEFORE_NUMBER.test(before)) return /^\s*\d/.test(after);
  return SELDOM_LAST.test(before) && !/^\s*["'“‘(*_]*\p{Lu}/u.test(after);
}
