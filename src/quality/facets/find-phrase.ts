import type { Span } from "./date-mentions.ts";
import { stemWord } from "./stem-word.ts";

/** A phrase as it is looked for. */
export interface Sought {
  readonly words: readonly string[];
  /** Names are compared as they are, all else by stems. */
  readonly stems: readonly string[];
  /** The stems that carry the meaning, when there are enough of them to stand in any order ("Gonati was chosen"). */
  readonly content?: readonly string[] | undefined;
}

/** Words that stand between the others and change nothing. */
const FILLERS = new Set("the a an their her his its our your my this that these those -".split(" "));
const LIGHT = new Set([
  ...FILLERS,
  ..."of as to by for in on at with and or is are be been was were will shall has have had it from".split(" "),
]);
/** Ends of a thought: no phrase goes over them. */
const STOPS = new Set([".", ";", "|", "?", "!"]);
/** From this many words that carry meaning on, a phrase is a statement that can be turned around. */
const LEAST_CONTENT = 3;
const MOST_BETWEEN = 5;

/** Reads a phrase from its normalised words. */
export function seekPhrase(words: readonly string[], isName = false): Sought {
  const kept = words.filter((word, index) => index > 0 || !FILLERS.has(word) || words.length === 1);
  const stems = isName ? kept : kept.map(stemWord);
  const content = stems.filter((_, index) => !LIGHT.has(kept[index] ?? ""));
  return { words: kept, stems, content: !isName && content.length >= LEAST_CONTENT ? content : undefined };
}

/** Every place of a phrase among tokens and their stems. */
export function findPhrase(sought: Sought, tokens: readonly string[], stems: readonly string[]): readonly Span[] {
  const places: Span[] = [];
  for (let start = 0; start < tokens.length; start++) {
    const end = endOfPhrase(sought.stems, start, tokens, stems) ?? endOfReversed(sought, start, tokens, stems);
    if (end !== undefined) places.push({ start, end });
  }
  if (places.length > 0 || sought.content === undefined) return places;
  return findLoose(sought, sought.content, tokens, stems);
}

function endOfPhrase(
  phrase: readonly string[],
  start: number,
  tokens: readonly string[],
  stems: readonly string[],
): number | undefined {
  let at = start;
  for (const [index, word] of phrase.entries()) {
    while (index > 0 && FILLERS.has(tokens[at] ?? "") && !matches(word, at, tokens, stems)) at++;
    if (!matches(word, at, tokens, stems)) return undefined;
    at++;
  }
  return at;
}

/** "the survey of users" for "user survey". */
function endOfReversed(
  { stems: phrase }: Sought,
  start: number,
  tokens: readonly string[],
  stems: readonly string[],
): number | undefined {
  const [first = "", second = ""] = phrase;
  if (phrase.length !== 2 || !matches(second, start, tokens, stems)) return undefined;
  if (!["of", "for", "about", "on"].includes(tokens[start + 1] ?? "")) return undefined;
  return endOfPhrase(["", first].slice(1), skipFillers(start + 2, tokens), tokens, stems);
}

function skipFillers(at: number, tokens: readonly string[]): number {
  let next = at;
  while (FILLERS.has(tokens[next] ?? "")) next++;
  return next;
}

function matches(word: string, at: number, tokens: readonly string[], stems: readonly string[]): boolean {
  return stems[at] === word || tokens[at] === word;
}

/** All words of meaning close to each other, in any order: passive for active, a title for a sentence. */
function findLoose(
  { words }: Sought,
  content: readonly string[],
  tokens: readonly string[],
  stems: readonly string[],
): readonly Span[] {
  const most = content.length + MOST_BETWEEN;
  for (let start = 0; start < tokens.length; start++) {
    if (!content.some((word) => matches(word, start, tokens, stems))) continue;
    const missing = [...content];
    for (let at = start; at < tokens.length && at < start + most; at++) {
      if (STOPS.has(tokens[at] ?? "")) break;
      const index = missing.findIndex((word) => matches(word, at, tokens, stems));
      if (index >= 0) missing.splice(index, 1);
      if (missing.length === 0) return turnsAmount(words, tokens, start, at + 1) ? [] : [{ start, end: at + 1 }];
    }
  }
  return [];
}

/** "by 4000" is not "to 4000". */
function turnsAmount(words: readonly string[], tokens: readonly string[], start: number, end: number): boolean {
  return words.some((word, index) => {
    const before = words[index - 1] ?? "";
    if (!/^-?\d/.test(word) || !["to", "by", "from"].includes(before)) return false;
    return tokens.some(
      (token, at) =>
        token === word &&
        at >= start &&
        at < end &&
        ["to", "by", "from"].includes(tokens[at - 1] ?? "") &&
        tokens[at - 1] !== before,
    );
  });
}
