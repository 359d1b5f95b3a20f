import { normalizeText } from "./facets/normalize-text.ts";

/** Shorter words say nothing about where an answer comes from. */
const LEAST_LETTERS = 4;

/**
 * The share, 0 to 1, of an answer's words that stand in the context it was to keep to; words of four letters or more,
 * and all numbers, in the normal form that facets are matched in.
 *
 * A lexical measure: it finds what was added from elsewhere, not what was put together wrongly. Absent when the answer
 * holds no such word. Source: the token precision of knowledge F1 (Shuster et al., 2021), over content words.
 */
export function contextAdherence(answer: string, context: string): number | undefined {
  const known = new Set(normalizeText(context).split(" "));
  const words = normalizeText(answer)
    .split(" ")
    .filter((word) => word.length >= LEAST_LETTERS || /\d/.test(word));
  if (words.length === 0) return undefined;
  return words.filter((word) => known.has(word)).length / words.length;
}
