import type { Facet } from "../../core/prompt.ts";
import type { PartCloseness } from "../../core/run.ts";
import { type Denial, findHeadDenial, findPolarity } from "./find-denial.ts";
import { toTokens } from "./normalize-text.ts";
import { readFacet } from "./read-facet.ts";
import type { ReadMeaning } from "./read-meaning.ts";
import { type ReadPassage, readPassages } from "./read-passages.ts";

/** Cosine similarity of a meaning and a part of an answer; undefined when nobody has computed it. */
export type Closeness = (means: string, part: string) => number | undefined;

/** From here on two texts count as close; set on the tuned half of the labelled pairs. */
export const CLOSE = 0.675;

/** Tokens of an embedding model are never more than characters, and the smallest has room for 512. */
const MOST_PART_CHARACTERS = 400;
const MOST_HEAD_CHARACTERS = 100;
const LEAST_CLAUSE_WORDS = 3;
const CLAUSE_ENDS = /;\s+|,\s+(?=(?:but|and|while|whereas|so)\b)|\s+(?=(?:but|while|whereas)\s)|\s+(?=and\s+\p{Lu})/u;

/** Looks closeness up among values; of several for one part the last counts. */
export function toCloseness(values: readonly PartCloseness[]): Closeness {
  const known = new Map(values.map(({ means, part, value }) => [JSON.stringify([means, part]), value]));
  return (means, part) => known.get(JSON.stringify([means, part]));
}

/** Lists the meanings that facets ask for, each once. */
export function listMeanings(facets: readonly Facet[]): readonly string[] {
  const facts = facets.flatMap((facet) => readFacet(facet).facts);
  return [...new Set(facts.flatMap(({ meaning }) => meaning?.means ?? []))];
}

/** Lists the parts of an answer that are compared with a meaning, each once. */
export function listParts(answer: string): readonly string[] {
  return [...new Set(readPassages(answer).flatMap(partsOf))];
}

/** Whether a passage states a meaning, or comes close to it and takes it back; undefined when it says something else. */
export function judgeMeaning(
  meaning: ReadMeaning,
  passage: ReadPassage,
  closeness: Closeness,
): { readonly isStated: true } | { readonly isStated: false; readonly why: Denial } | undefined {
  const close = partsOf(passage).filter((part) => (closeness(meaning.means, part) ?? 0) >= CLOSE);
  const named = close.map(toTokens).filter((tokens) => namesAll(meaning, tokens));
  const head = findHeadDenial(passage.heads);
  if (named.length === 0) return undefined;
  // "Nobody was hurt" and "there were no injuries" agree; "the launch moves" and "the launch does not move" do not.
  const polarity = findPolarity(toTokens(meaning.means));
  const polarities = named.map((tokens) => head ?? findPolarity(tokens));
  if (polarities.includes(polarity)) return { isStated: true };
  const why = polarities[0] ?? polarity;
  return why === undefined ? undefined : { isStated: false, why };
}

/** A passage by its clauses, each below the heading that holds for it. */
function partsOf({ heads, text }: ReadPassage): readonly string[] {
  const clauses = text.split(CLAUSE_ENDS);
  const areClauses = clauses.every((clause) => clause.trim().split(/\s+/).length >= LEAST_CLAUSE_WORDS);
  const head = heads.at(-1)?.slice(0, MOST_HEAD_CHARACTERS);
  return (areClauses ? clauses : [text]).map((clause) => {
    const part = clause.trim().slice(0, MOST_PART_CHARACTERS);
    return head === undefined ? part : `${head}: ${part}`;
  });
}

/** Whether all numbers are named, and all names in their order; "by" turns the order around. */
function namesAll({ names, numbers }: ReadMeaning, tokens: readonly string[]): boolean {
  if (![...names, ...numbers].every((word) => tokens.includes(word))) return false;
  const places = names.map((name) => tokens.indexOf(name));
  const isInOrder = places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
  return isInOrder || tokens[(places[0] ?? 0) - 1] === "by";
}
