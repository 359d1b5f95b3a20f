import { type Passage, toPassages } from "../structure/to-passages.ts";
import type { Span } from "./date-mentions.ts";
import { findPersons } from "./find-persons.ts";
import { toTokens } from "./normalize-text.ts";
import { stemWord } from "./stem-word.ts";

/** A passage with its words in normal form, the heads in front. */
export interface ReadPassage {
  readonly text: string;
  readonly heads: readonly string[];
  readonly tokens: readonly string[];
  readonly stems: readonly string[];
  /** Where the passage's own words begin, behind those of its heads. */
  readonly bodyStart: number;
  /** Places of the fields that say who and when, in a record that has them. */
  readonly owner?: Span | undefined;
  readonly due?: Span | undefined;
  readonly persons: readonly string[];
  readonly previous?: ReadPassage | undefined;
}

/** Cuts an answer into passages and writes their words alike, once for any number of facets. */
export function readPassages(answer: string): readonly ReadPassage[] {
  const read = new Map<Passage, ReadPassage>();
  for (const passage of toPassages(answer))
    read.set(passage, readPassage(passage, passage.previous && read.get(passage.previous)));
  return [...read.values()];
}

function readPassage({ text, heads, parts }: Passage, previous: ReadPassage | undefined): ReadPassage {
  const tokens: string[] = heads.flatMap((head) => [...headTokens(head), "|"]);
  const bodyStart = tokens.length;
  const fields: { owner?: Span; due?: Span } = {};
  for (const [index, part] of parts.entries()) {
    if (index > 0) tokens.push("|");
    const start = tokens.length;
    tokens.push(...toTokens(part.text));
    if (part.field === "owner" || part.field === "due") fields[part.field] ??= { start, end: tokens.length };
  }
  const persons = findPersons(parts.map((part) => part.text).join("\n"));
  return { text, heads, tokens, stems: tokens.map(stemWord), bodyStart, ...fields, persons, previous };
}

function headTokens(head: string): readonly string[] {
  const words = head.replace(/^\s*(?:#{1,6}\s+)?(?:\d{1,2}[.)]\s+)?/, "");
  return toTokens(words).filter((token) => !/^[:;,.()|?!]$/.test(token));
}
