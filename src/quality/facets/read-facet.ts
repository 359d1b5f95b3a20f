import { AssayError } from "../../core/errors.ts";
import type { Facet, FacetPhrase, Fact } from "../../core/prompt.ts";
import { isDate } from "./date-mentions.ts";
import { type Sought, seekPhrase } from "./find-phrase.ts";
import { normalizeText } from "./normalize-text.ts";
import { type ReadMeaning, readMeaning } from "./read-meaning.ts";

/** A facet with its words in normal form. */
export interface ReadFacet {
  /** Whether the answer must not state it. */
  readonly isTrap: boolean;
  /** Every way to say it; one is enough. */
  readonly facts: readonly ReadFact[];
}

/** Phrases that must be said of each other, or a meaning, which has no phrases. */
export interface ReadFact {
  /** A single phrase has no owner and cannot be mixed up with another. */
  readonly type: "phrase" | "together" | "meaning";
  readonly phrases: readonly ReadPhrase[];
  readonly meaning?: ReadMeaning | undefined;
  readonly isTrap: boolean;
}

export interface ReadPhrase {
  readonly phrase: string;
  readonly words: string;
  /** The first phrase of a list is its owner when it is written like a name. */
  readonly kind: "owner" | "date" | "other";
  readonly sought: Sought;
}

/** More ways to say one fact than any prompt needs. */
const MOST_FACTS = 500;

/** Normalises a facet once for any number of answers. @throws AssayError `invalid-input` when it could never be found */
export function readFacet(facet: Facet): ReadFacet {
  const isTrap = typeof facet === "object" && "not" in facet;
  const stated = isTrap ? facet.not : facet;
  const facts = typeof stated === "object" && "any" in stated ? stated.any : [stated];
  if (facts.length > 0)
    return { isTrap, facts: facts.flatMap((fact) => readFact(fact).map((phrases) => ({ ...phrases, isTrap }))) };
  throw emptyList("facet");
}

function readFact(fact: Fact): readonly Omit<ReadFact, "isTrap">[] {
  if (typeof fact === "string") return [{ type: "phrase", phrases: [readPhrase(fact, 1)] }];
  if ("means" in fact) return [{ type: "meaning", phrases: [], meaning: readMeaning(fact.means) }];
  if (fact.length === 0) throw emptyList("facet");
  const combinations = fact.map(alternatives).reduce<readonly (readonly string[])[]>(
    (lists, phrases) => {
      if (lists.length * phrases.length > MOST_FACTS) throw tooMany();
      return lists.flatMap((list) => phrases.map((phrase) => [...list, phrase]));
    },
    [[]],
  );
  return combinations.map((phrases) => ({ type: "together", phrases: phrases.map(readPhrase) }));
}

function alternatives(phrase: FacetPhrase): readonly string[] {
  if (typeof phrase === "string") return [phrase];
  if (phrase.any.length > 0) return phrase.any;
  throw emptyList("phrase of a facet");
}

export function readPhrase(phrase: string, index: number): ReadPhrase {
  const words = normalizeText(phrase);
  const list = words.split(" ");
  const isName = index === 0 && /^\p{Lu}/u.test(phrase.trim());
  const kind = isDate(list) ? "date" : isName ? "owner" : "other";
  if (words !== "") return { phrase, words, kind, sought: seekPhrase(list, kind === "owner") };
  throw new AssayError({
    code: "invalid-input",
    message: `A phrase of a facet must have at least one word; this one has none: ${JSON.stringify(phrase)}`,
    hint: "Write the phrase with letters or digits; punctuation is not compared.",
  });
}

function emptyList(what: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `A ${what} must have at least one phrase; its list is empty.`,
    hint: "Remove the empty list from the prompt's facets.",
  });
}

function tooMany(): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `A facet must have at most ${MOST_FACTS} combinations of its alternatives.`,
    hint: "Give fewer alternatives, or make several facets of it.",
  });
}
