import type { Facet } from "../../core/prompt.ts";
import { findCrossing } from "./find-crossing.ts";
import { hasPhrase, normalizeText } from "./normalize-text.ts";
import { type ReadFacet, type ReadFact, readFacet } from "./read-facet.ts";
import { splitSentences } from "./split-sentences.ts";

/** Whether an answer states a facet, and where. */
export interface FacetMatch {
  readonly found: boolean;
  /** Each phrase by itself (of the way to say it that comes nearest), wherever it stands: all may be found and the facet not, when they stand apart. */
  readonly phrases: readonly { readonly phrase: string; readonly found: boolean }[];
  /** The sentence or line that holds the facet; absent when it is not found. */
  readonly where?: string | undefined;
  /** The owner whom the sentence gives it to instead; absent when the phrases do not stand together at all. */
  readonly crossedWith?: string | undefined;
}

export interface MatchOptions {
  /** The other facets of the same prompt: they tell when two owners in one sentence have been given each other's tasks. */
  readonly others?: readonly Facet[] | undefined;
}

/** A sentence or line with its words in normalised form. */
export interface Passage {
  readonly text: string;
  readonly words: string;
}

/**
 * Looks for a facet in an answer: all its phrases, as whole words, in one sentence or line. A trap (`not`) is found
 * where the answer does not state it.
 *
 * @throws AssayError `invalid-input` when the facet is an empty list or a phrase has no letter or digit
 */
export function matchFacet(facet: Facet, answer: string, options: MatchOptions = {}): FacetMatch {
  const read = readFacet(facet);
  const match = matchPassages(read, toPassages(answer), (options.others ?? []).map(readFacet));
  return { ...match, found: match.found !== read.isTrap };
}

/** Cuts an answer once for any number of facets. */
export function toPassages(answer: string): readonly Passage[] {
  return splitSentences(answer).map((text) => ({ text, words: normalizeText(text) }));
}

/** Whether passages state a facet, or what a trap warns of: `matchFacet()` on what has been read and cut already. */
export function matchPassages(
  facet: ReadFacet,
  passages: readonly Passage[],
  others: readonly ReadFacet[],
): FacetMatch {
  const rivals = others.flatMap(({ isTrap, facts }) => (isTrap ? [] : facts)).filter(({ type }) => type === "together");
  const matches = facet.facts.map((fact) => matchFact(fact, passages, rivals));
  const best = matches.find(({ found }) => found) ?? matches.find(({ crossedWith }) => crossedWith) ?? matches[0];
  return best ?? { found: false, phrases: [] };
}

function matchFact(fact: ReadFact, passages: readonly Passage[], rivals: readonly ReadFact[]): FacetMatch {
  const complete = passages.filter(({ words }) => fact.phrases.every((phrase) => hasPhrase(words, phrase.words)));
  const crossings = complete.map(({ words }) =>
    fact.type === "phrase" ? undefined : findCrossing(words, wordsOf(fact), rivals.map(wordsOf)),
  );
  const where = complete.find((_, index) => crossings[index] === undefined);
  return {
    found: where !== undefined,
    phrases: fact.phrases.map(({ phrase, words }) => ({
      phrase,
      found: passages.some((passage) => hasPhrase(passage.words, words)),
    })),
    where: where?.text,
    crossedWith: where === undefined ? nameOf(crossings[0], rivals) : undefined,
  };
}

/** The owner as the facet writes it. */
function nameOf(owner: string | undefined, facts: readonly ReadFact[]): string | undefined {
  return facts.map(({ phrases }) => phrases[0]).find((first) => first?.words === owner)?.phrase;
}

function wordsOf({ phrases }: ReadFact): readonly string[] {
  return phrases.map(({ words }) => words);
}
