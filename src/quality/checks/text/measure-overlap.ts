import { wordsOf } from "./n-grams.ts";

/** More words are cut off: the table of the longest common subsequence grows with both texts. */
const MOST_WORDS = 4_000;

/**
 * ROUGE-L: the F1 of precision and recall of the longest common subsequence of words, 0 to 1; absent when either text has no word.
 *
 * Words are in the house's normal form, without stemming; the whole text counts as one sentence.
 * Source: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004, section 3, with beta = 1.
 */
export function rougeL(answer: string, reference: string): number | undefined {
  const [a, b] = [wordsOf(answer).slice(0, MOST_WORDS), wordsOf(reference).slice(0, MOST_WORDS)];
  return a.length === 0 || b.length === 0 ? undefined : f1(longestCommon(a, b), a.length, b.length);
}

/**
 * Token F1: the F1 of precision and recall of words as a bag, 0 to 1; absent when either text has no word.
 *
 * Source: Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text", 2016, section 6.1; articles are kept.
 */
export function tokenF1(answer: string, reference: string): number | undefined {
  const [a, b] = [wordsOf(answer), wordsOf(reference)];
  if (a.length === 0 || b.length === 0) return undefined;
  const left = new Map<string, number>();
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of a) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common += 1;
  }
  return f1(common, a.length, b.length);
}

/** 2PR / (P + R), where P = common / a and R = common / b. */
function f1(common: number, a: number, b: number): number {
  return (2 * common) / (a + b);
}

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let above = new Uint16Array(b.length + 1);
  for (const word of a) {
    const row = new Uint16Array(b.length + 1);
    for (const [at, other] of b.entries())
      row[at + 1] = word === other ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0);
    above = row;
  }
  return above[b.length] ?? 0;
}
