import { nGrams, wordsOf } from "../checks/text/n-grams.ts";

/** Distinct-1, -2 and -3 of a set of answers, each 0 to 1. */
export interface DistinctShares {
  readonly shares: readonly [number, number, number];
  /** Answers that they are taken over. */
  readonly answers: number;
}

/**
 * Distinct-n: different n-grams over all n-grams, of all answers together; no n-gram goes across two answers. Absent when
 * no answer has three words.
 *
 * It falls with the number of words, so that only sets of like size can be compared.
 * Source: Li et al., "A Diversity-Promoting Objective Function for Neural Conversation Models", 2016, section 5.2.
 */
export function distinctShares(answers: readonly string[]): DistinctShares | undefined {
  const words = answers.map(wordsOf);
  const shareOf = (n: number) => {
    const all = words.flatMap((list) => nGrams(list, n));
    return all.length === 0 ? undefined : new Set(all).size / all.length;
  };
  const [one, two, three] = [shareOf(1), shareOf(2), shareOf(3)];
  if (one === undefined || two === undefined || three === undefined) return undefined;
  return { shares: [one, two, three], answers: answers.length };
}
