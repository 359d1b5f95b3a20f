import { normalizeText } from "../../facets/normalize-text.ts";

/** The words of a text in the normal form that facets are matched in. */
export function wordsOf(text: string): readonly string[] {
  return normalizeText(text)
    .split(" ")
    .filter((word) => word !== "");
}

/** Every run of `n` words, from the front; empty where the text has fewer. */
export function nGrams(words: readonly string[], n: number): readonly string[] {
  return Array.from({ length: Math.max(0, words.length - n + 1) }, (_, at) => words.slice(at, at + n).join(" "));
}
