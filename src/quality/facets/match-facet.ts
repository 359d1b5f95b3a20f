import type { Facet } from "../../core/prompt.ts";
import { assignClauses, type Clause } from "./assign-clauses.ts";
import { findDates, isDate } from "./date-mentions.ts";
import { type Denial, findDenial, findHeadDenial } from "./find-denial.ts";
import { findMentions, type Mention } from "./find-mentions.ts";
import { findPhrase } from "./find-phrase.ts";
import { keepOwners } from "./find-roles.ts";
import { type Closeness, judgeMeaning } from "./match-meaning.ts";
import { type ReadFacet, type ReadFact, type ReadPhrase, readFacet, readPhrase } from "./read-facet.ts";
import { type ReadPassage, readPassages } from "./read-passages.ts";
import { resumeSentence } from "./resume-sentence.ts";
import { isExcluded, isMeetingDay, isOtherTime } from "./set-aside.ts";

/** Whether an answer states a facet, and where. */
export interface FacetMatch {
  readonly found: boolean;
  /** Each phrase by itself (of the way to say it that comes nearest), wherever it stands: all may be found and the facet not, when they stand apart. */
  readonly phrases: readonly { readonly phrase: string; readonly found: boolean }[];
  /** The sentence, line or record that states the facet; absent when it is not found. */
  readonly where?: string | undefined;
  /** The owner whom the answer gives it to instead; absent when the phrases do not stand together at all. */
  readonly crossedWith?: string | undefined;
  /** Set when the phrases stand together and the words around them take it back or leave it open. */
  readonly denied?: Denial | undefined;
}

export interface MatchOptions {
  /** The other facets of the same prompt: they tell whether a task or a day was given to somebody else. */
  readonly others?: readonly Facet[] | undefined;
  /** How close parts of the answer are to meanings; without it none is found. */
  readonly closeness?: Closeness | undefined;
}

/**
 * Looks for a facet in an answer: all its phrases, said of each other. A trap (`not`) is found where the answer does not
 * state it. docs/facets.md has the rules.
 *
 * @throws AssayError `invalid-input` when the facet is an empty list or a phrase has no letter or digit
 */
export function matchFacet(facet: Facet, answer: string, options: MatchOptions = {}): FacetMatch {
  const read = readFacet(facet);
  const { others = [], closeness } = options;
  const match = matchPassages(read, readPassages(answer), { others: others.map(readFacet), closeness });
  return { ...match, found: match.found !== read.isTrap };
}

/** Whether passages state a facet, or what a trap warns of: `matchFacet()` on what has been read and cut already. */
export function matchPassages(
  facet: ReadFacet,
  passages: readonly ReadPassage[],
  { others, closeness = () => undefined }: { readonly others: readonly ReadFacet[] } & Pick<MatchOptions, "closeness">,
): FacetMatch {
  const rivals = others.map(phrasesOf).filter((phrases) => phrases.length > 0);
  const matches = facet.facts.map((fact) =>
    matchFact(fact, passages, (passage) => judge(fact, passage, { rivals, closeness })),
  );
  const rank = (match: FacetMatch) => [match.found, match.denied, match.crossedWith].findIndex(Boolean);
  const known = matches.filter((match) => rank(match) >= 0).toSorted((a, b) => rank(a) - rank(b));
  return known[0] ?? matches[0] ?? { found: false, phrases: [] };
}

/** The phrases of another facet's lists, each once. */
type Rival = readonly ReadPhrase[];

function phrasesOf({ facts }: ReadFacet): Rival {
  const phrases = facts.filter(({ type }) => type === "together").flatMap((fact) => fact.phrases);
  return [...new Map(phrases.map((phrase) => [phrase.words, phrase])).values()];
}

type Verdict =
  | { readonly type: "stated" }
  | { readonly type: "denied"; readonly why: Denial }
  | { readonly type: "given"; readonly to: string };

function judge(
  fact: ReadFact,
  passage: ReadPassage,
  { rivals, closeness }: { readonly rivals: readonly Rival[]; readonly closeness: Closeness },
): Verdict | undefined {
  if (fact.meaning === undefined)
    return fact.type === "phrase" ? judgePhrase(fact, passage) : judgeTogether(fact, passage, rivals);
  const meant = judgeMeaning(fact.meaning, passage, closeness);
  if (meant === undefined) return undefined;
  return meant.isStated ? { type: "stated" } : { type: "denied", why: meant.why };
}

function matchFact(
  fact: ReadFact,
  passages: readonly ReadPassage[],
  judgeFact: (passage: ReadPassage) => Verdict | undefined,
): FacetMatch {
  const judged = passages.flatMap((passage) => {
    const verdict = judgeFact(passage);
    return verdict === undefined ? [] : [{ passage, verdict }];
  });
  const stated = judged.find(({ verdict }) => verdict.type === "stated");
  const given = judged.flatMap(({ verdict }) => (verdict.type === "given" ? [verdict.to] : []))[0];
  const denied = judged.flatMap(({ verdict }) => (verdict.type === "denied" ? [verdict.why] : []))[0];
  return {
    found: stated !== undefined,
    phrases: fact.phrases.map(({ phrase, sought }) => ({
      phrase,
      found: passages.some(({ tokens, stems }) => findPhrase(sought, tokens, stems).length > 0),
    })),
    where: stated?.passage.text,
    crossedWith: stated === undefined ? given : undefined,
    denied: stated === undefined ? denied : undefined,
  };
}

/** A phrase of one or two words is a topic, which "no cost" mentions too; a longer one is a statement. */
const LEAST_STATEMENT = 3;

function judgePhrase({ phrases: [phrase], isTrap }: ReadFact, passage: ReadPassage): Verdict | undefined {
  const { tokens, stems, heads, bodyStart } = passage;
  if (phrase === undefined) return undefined;
  const places = findPhrase(phrase.sought, tokens, stems).filter(({ end }) => end > bodyStart);
  if (places.length === 0) return undefined;
  if (!isTrap && phrase.words.split(" ").length < LEAST_STATEMENT) return { type: "stated" };
  const above = findHeadDenial(heads);
  if (above !== undefined) return { type: "denied", why: above };
  const denials = places.map((place) => findDenial(tokens, [{ ...place, key: phrase.words }], []));
  const why = denials.every((denial) => denial !== undefined) ? denials[0] : undefined;
  return why === undefined ? { type: "stated" } : { type: "denied", why };
}

function judgeTogether(fact: ReadFact, passage: ReadPassage, rivals: readonly Rival[]): Verdict | undefined {
  const known = [...fact.phrases, ...rivals.flat()];
  const persons = passage.persons
    .map((name) => readPhrase(name, 0))
    .filter(({ words }) => !known.some((phrase) => isPart(words, phrase.words) || isPart(phrase.words, words)));
  const owners = [...known, ...persons].filter(({ kind }) => kind === "owner");
  for (const words of [passage, ...resumeSentence(passage, owners)]) {
    const verdict = judgeWords(fact, words, [...rivals, persons]);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function judgeWords(fact: ReadFact, passage: ReadPassage, rivals: readonly Rival[]): Verdict | undefined {
  const { tokens, stems } = passage;
  if (!fact.phrases.every(({ sought }) => findPhrase(sought, tokens, stems).length > 0)) return undefined;
  const isOfMeeting = fact.phrases.some(({ words }) => /\bmeet/.test(words));
  const named = findMentions({ tokens, stems }, fact, rivals.flat()).filter(
    (mention) => isOfMeeting || mention.kind !== "date" || !isMeetingDay(tokens, mention),
  );
  const all = ofFields(named, passage);
  const said = all.filter(
    (mention) => !(mention.kind === "date" ? isOtherTime(tokens, mention) : isExcluded(tokens, mention)),
  );
  const mentions = keepOwners(overrideHeads(said, passage), tokens);
  const isOneFact = (a: string, b: string) =>
    [fact.phrases, ...rivals].some((phrases) => [a, b].every((key) => phrases.some(({ words }) => words === key)));
  const clauses = assignClauses(mentions, tokens, isOneFact);
  const held = clauses.map((clause) => holds(clause, fact, tokens)).filter((spans) => spans !== undefined);
  if (held.length === 0) return givenTo(clauses, fact, rivals.flat()) ?? lateOf(all, said, fact);
  // A task must be settled to be somebody's; a question about a thing names the thing.
  const mayBeOpen = !fact.isTrap && fact.phrases[0]?.kind !== "owner";
  const judge = (denial: Denial | undefined) => (denial === "open" && mayBeOpen ? undefined : denial);
  const above = judge(findHeadDenial(passage.heads));
  if (above !== undefined) return { type: "denied", why: above };
  const denials = held.map((spans) => judge(findDenial(tokens, spans, all)));
  const why = denials.every((denial) => denial !== undefined) ? denials[0] : undefined;
  return why === undefined ? { type: "stated" } : { type: "denied", why };
}

/** Where fields say who and when, names and days elsewhere in the record say something else. */
function ofFields(mentions: readonly Mention[], { owner, due, bodyStart, tokens }: ReadPassage): readonly Mention[] {
  const names =
    owner && mentions.some(({ kind, start }) => kind === "owner" && start >= owner.start && start < owner.end);
  const hasOther =
    owner !== undefined && owner.end - owner.start > 2 && !/^(?:none|n|tbd|-)$/.test(tokens[owner.start + 2] ?? "");
  const dates = due && mentions.some(({ kind, start }) => kind === "date" && start >= due.start && start < due.end);
  return mentions.filter(({ kind, start }) => {
    if (kind === "owner" && owner !== undefined && (names || hasOther))
      return start >= owner.start && start < owner.end;
    if (kind === "date" && due !== undefined && dates) return start >= due.start && start < due.end;
    return start >= bodyStart || kind !== "date" || isAllOfHead(tokens, start);
  });
}

/** A day in a head is that of the meeting, unless the head says nothing else. */
function isAllOfHead(tokens: readonly string[], at: number): boolean {
  const start = tokens.lastIndexOf("|", at) + 1;
  const end = tokens.indexOf("|", at);
  const rest = tokens
    .slice(start, end)
    .filter(
      (token) => !/^(?:by|on|due|before|until|deadline|for|tasks?|items?|this|next|date|the|action)$/.test(token),
    );
  return isDate(rest) || findDates(rest).length === rest.length;
}

/** What a passage says itself counts before what its heads say; several owners in a head say of none what is his. */
function overrideHeads(mentions: readonly Mention[], { bodyStart, tokens }: ReadPassage): readonly Mention[] {
  const own = keepOwners(
    mentions.filter(({ start }) => start >= bodyStart),
    tokens,
  );
  const above = mentions.filter(({ start }) => start < bodyStart);
  const aboveOwners = new Set(above.filter(({ kind }) => kind === "owner").map(({ key }) => key));
  const opens = own.find(({ kind }) => kind === "owner");
  return mentions.filter(({ kind, start }) => {
    if (start >= bodyStart) return true;
    if (kind === "owner") return aboveOwners.size === 1 && (opens === undefined || tokens[opens.start - 1] === "to");
    return kind !== "date" || !own.some((mention) => mention.kind === "date");
  });
}

/** The places of a fact's phrases in a clause that holds all of them. */
function holds(clause: Clause, fact: ReadFact, tokens: readonly string[]): readonly Mention[] | undefined {
  const all = { owner: clause.owners, date: clause.dates, other: clause.others };
  const found = fact.phrases.flatMap(({ kind, words }) => {
    const isSaid = ({ key, start, end }: Mention) =>
      key === words || (kind === "date" && isPart(words, tokens.slice(start, end).join(" ")));
    return all[kind].find(isSaid) ?? [];
  });
  return found.length === fact.phrases.length ? found : undefined;
}

function givenTo(clauses: readonly Clause[], fact: ReadFact, names: readonly ReadPhrase[]): Verdict | undefined {
  const [owner, ...rest] = fact.phrases;
  if (owner?.kind !== "owner") return undefined;
  const takers = rest.flatMap(({ words }) => {
    const holders = clauses
      .filter(({ others, dates }) => [...others, ...dates].some(({ key }) => key === words))
      .flatMap(({ owners }) => owners.map(({ key }) => key));
    return holders.includes(owner?.words ?? "") ? [] : holders.slice(0, 1);
  });
  const name = names.find(({ words }) => words === takers[0])?.phrase;
  return name === undefined ? undefined : { type: "given", to: name };
}

/** All phrases are there, and the day is one that does not hold. */
function lateOf(all: readonly Mention[], said: readonly Mention[], fact: ReadFact): Verdict | undefined {
  const isThere = (list: readonly Mention[]) =>
    fact.phrases.every(({ words }) => list.some(({ key }) => key === words));
  return isThere(all) && !isThere(said) ? { type: "denied", why: "other-time" } : undefined;
}

function isPart(words: string, whole: string): boolean {
  return ` ${whole} `.includes(` ${words} `);
}
