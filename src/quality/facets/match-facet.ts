import { AssayError } from "../../core/errors.ts";
import type { Facet } from "../../core/prompt.ts";
import { findCrossing } from "./find-crossing.ts";
import { hasPhrase, normalizeText } from "./normalize-text.ts";
import { splitSentences } from "./split-sentences.ts";

/** Outcome of one facet in one answer. */
export interface FacetMatch {
  readonly found: boolean;
  /** Each phrase by itself, wherever it stands: all may be found and the facet not, when they stand apart. */
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

/** A facet's phrases as written and as normalised words. */
export interface ReadFacet {
  /** A single phrase has no owner and cannot be mixed up with another. */
  readonly type: "phrase" | "together";
  readonly phrases: readonly { readonly phrase: string; readonly words: string }[];
}

/**
 * Looks for a facet in an answer: all its phrases, as whole words, in one sentence or line.
 *
 * @throws AssayError `invalid-input` when the facet is an empty list or a phrase has no letter or digit
 */
export function matchFacet(facet: Facet, answer: string, options: MatchOptions = {}): FacetMatch {
  return matchPhrases(readFacet(facet), toPassages(answer), (options.others ?? []).map(readFacet));
}

/** Cuts an answer once for any number of facets. */
export function toPassages(answer: string): readonly Passage[] {
  return splitSentences(answer).map((text) => ({ text, words: normalizeText(text) }));
}

/** Normalises a facet once for any number of answers. @throws AssayError `invalid-input` as `matchFacet()` does */
export function readFacet(facet: Facet): ReadFacet {
  if (typeof facet === "string") return { type: "phrase", phrases: [readPhrase(facet)] };
  if (facet.length > 0) return { type: "together", phrases: facet.map(readPhrase) };
  throw new AssayError({
    code: "invalid-input",
    message: "A facet must have at least one phrase; its list is empty.",
    hint: "Remove the empty list from the prompt's facets.",
  });
}

/** `matchFacet()` on what has been read and cut already. */
export function matchPhrases(facet: ReadFacet, passages: readonly Passage[], others: readonly ReadFacet[]): FacetMatch {
  const complete = passages.filter(({ words }) => facet.phrases.every((phrase) => hasPhrase(words, phrase.words)));
  const own = wordsOf(facet);
  const rivals = facet.type === "phrase" ? [] : others.filter(({ type }) => type === "together").map(wordsOf);
  const crossings = complete.map(({ words }) => findCrossing(words, own, rivals));
  const where = complete.find((_, index) => crossings[index] === undefined);
  return {
    found: where !== undefined,
    phrases: facet.phrases.map(({ phrase, words }) => ({
      phrase,
      found: passages.some((passage) => hasPhrase(passage.words, words)),
    })),
    where: where?.text,
    crossedWith: where === undefined ? nameOf(crossings[0], others) : undefined,
  };
}

/** The owner as the facet writes it. */
function nameOf(owner: string | undefined, facets: readonly ReadFacet[]): string | undefined {
  return facets.map(({ phrases }) => phrases[0]).find((first) => first?.words === owner)?.phrase;
}

function wordsOf({ phrases }: ReadFacet): readonly string[] {
  return phrases.map(({ words }) => words);
}

function readPhrase(phrase: string): ReadFacet["phrases"][number] {
  const words = normalizeText(phrase);
  if (words !== "") return { phrase, words };
  throw new AssayError({
    code: "invalid-input",
    message: `A phrase of a facet must have at least one word; this one has none: ${JSON.stringify(phrase)}`,
    hint: "Write the phrase with letters or digits; punctuation is not compared.",
  });
}
