import { findDates, type Span } from "./date-mentions.ts";
import { findPhrase } from "./find-phrase.ts";
import type { ReadFact, ReadPhrase } from "./read-facet.ts";

/** A place where a passage names an owner, a day or something else that a facet asks for. */
export interface Mention extends Span {
  readonly kind: "owner" | "date" | "other";
  /** The phrase in normal form. */
  readonly key: string;
}

export interface Words {
  readonly tokens: readonly string[];
  readonly stems: readonly string[];
}

/** Lists what a passage names, seen from one fact: its own phrases first, then those of others, days, people. */
export function findMentions(words: Words, fact: ReadFact, others: readonly ReadPhrase[]): readonly Mention[] {
  const { tokens } = words;
  const own = fact.phrases.flatMap((phrase) => placesOf(phrase, words));
  const theirs = [
    ...others.flatMap((phrase) => placesOf(phrase, words)),
    ...findDates(tokens).map((span): Mention => ({ ...span, kind: "date", key: keyOf(tokens, span) })),
  ];
  const taken: Mention[] = withoutOverlaps(own.map((mention) => widenDate(mention, theirs)));
  for (const mention of theirs.toSorted((a, b) => b.end - b.start - (a.end - a.start)))
    if (!taken.some((other) => overlap(other, mention))) taken.push(mention);
  return taken.toSorted((a, b) => a.start - b.start);
}

/** "November 14" said as "November 14, 2026" is all of it. */
function widenDate(mention: Mention, others: readonly Mention[]): Mention {
  if (mention.kind !== "date") return mention;
  const whole = others.find((one) => one.kind === "date" && one.start <= mention.start && one.end >= mention.end);
  return whole === undefined ? mention : { ...mention, start: whole.start, end: whole.end };
}

function withoutOverlaps(mentions: readonly Mention[]): Mention[] {
  const kept: Mention[] = [];
  for (const mention of mentions.toSorted((a, b) => b.end - b.start - (a.end - a.start)))
    if (!kept.some((other) => overlap(other, mention))) kept.push(mention);
  return kept;
}

function placesOf({ sought, kind, words }: ReadPhrase, { tokens, stems }: Words): readonly Mention[] {
  return findPhrase(sought, tokens, stems).map((span) => ({ ...span, kind, key: words }));
}

function keyOf(tokens: readonly string[], { start, end }: Span): string {
  return tokens.slice(start, end).join(" ");
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
