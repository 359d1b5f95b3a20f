import { findPhrase } from "./find-phrase.ts";
import type { ReadPhrase } from "./read-facet.ts";
import type { ReadPassage } from "./read-passages.ts";
import { stemWord } from "./stem-word.ts";

/** How many sentences back a pronoun can point. */
const REACH = 3;
const PRONOUN = /^(?:he|she|they|his|her|their|i)$/;
const THING = new Set(["it", "this", "that", "them"]);
/** How a sentence begins that goes on about the thing of the one before. */
const GOES_ON =
  /^(?:(?:it|this|that|these|those|both|which|due|deadline|by|expected|all)\b|(?:the|its|her|his|their) (?:deadline|due|date|target|task|work|owner)\b)/;

/**
 * What a sentence says that goes on from the one before it: "She will ..." with the name of the last person, where there
 * was one only, and "It is due on Friday" together with that sentence.
 */
export function resumeSentence(passage: ReadPassage, owners: readonly ReadPhrase[]): readonly ReadPassage[] {
  const { previous } = passage;
  if (previous === undefined) return [];
  const own = ownersOf(passage, owners);
  const pronoun = passage.tokens.findIndex((token) => PRONOUN.test(token));
  const isSubject = pronoun >= 0 && own.every(({ start }) => start > pronoun);
  const person = isSubject ? lastPerson(previous, owners, passage.tokens[pronoun] === "they") : undefined;
  const named = person === undefined ? [] : [withTokens(passage, replaceAt(passage.tokens, pronoun, person))];
  const isAboutBefore = named.length > 0 && passage.tokens.some((token) => THING.has(token));
  const body = passage.tokens.slice(passage.bodyStart).join(" ");
  const rest = named[0] ?? passage;
  if (!isAboutBefore && (own.length > 0 || !GOES_ON.test(body))) return named;
  const [before = previous] = resumeSentence(previous, owners);
  return [...named, withTokens(passage, [...before.tokens, ".", ...rest.tokens.slice(passage.bodyStart)])];
}

function ownersOf({ tokens, stems }: ReadPassage, owners: readonly ReadPhrase[]) {
  return owners.flatMap((owner) =>
    findPhrase(owner.sought, tokens, stems).map(({ start }) => ({ start, words: owner.words })),
  );
}

/** The one person whom the last sentence with a person names; absent when there are several or none. */
function lastPerson(from: ReadPassage, owners: readonly ReadPhrase[], isMany: boolean): string | undefined {
  let passage: ReadPassage | undefined = from;
  for (let back = 0; back < REACH && passage !== undefined; back++) {
    const names = [
      ...new Set(
        ownersOf(passage, owners)
          .toSorted((a, b) => a.start - b.start)
          .map(({ words }) => words),
      ),
    ];
    if (names.length === 1) return names[0];
    if (names.length > 1) return isMany ? names.join(" and ") : undefined;
    passage = passage.previous;
  }
  return undefined;
}

function replaceAt(tokens: readonly string[], at: number, words: string): readonly string[] {
  return [...tokens.slice(0, at), ...words.split(" "), ...tokens.slice(at + 1)];
}

function withTokens(passage: ReadPassage, tokens: readonly string[]): ReadPassage {
  return { ...passage, tokens, stems: tokens.map(stemWord) };
}
