import type { Block } from "./block.ts";
import { readLabel } from "./field-labels.ts";
import { groupLines } from "./group-lines.ts";
import { findJson } from "./read-json.ts";
import { readMarkdown } from "./read-markdown.ts";
import { splitSentences } from "./split-sentences.ts";

/** Words of an answer that are said of each other: a sentence, a list item, a record, with the heads that hold for it. */
export interface Passage {
  /** As the answer writes it. */
  readonly text: string;
  /** Headings, list leads and keys above it, the outermost first. */
  readonly heads: readonly string[];
  readonly parts: readonly PassagePart[];
  /** The sentence before it in the same paragraph or list. */
  readonly previous?: Passage | undefined;
}

export interface PassagePart {
  readonly text: string;
  /** What its label says of it; absent for running text. */
  readonly field?: "owner" | "due" | "other" | undefined;
}

/** The longest sub-item that is a part of its item's sentence and not one of its own. */
const MOST_FRAGMENT_WORDS = 6;

/** Longer and more than any that is meant: bounds keep hostile answers quick to read. */
const MOST_CHARACTERS = 2_000;
const MOST_FIELDS = 60;

/** Cuts an answer into passages by its structure: Markdown, JSON (fenced, bare or cut off), tables, label lines. */
export function toPassages(answer: string): readonly Passage[] {
  const source = answer.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n").replace(/~~[^~\n]+~~/g, "");
  return flatten(readAnswer(source), []).filter(({ parts }) => parts.some(({ text }) => /[\p{L}\p{N}]/u.test(text)));
}

function readAnswer(source: string): readonly Block[] {
  const fence = source.search(/^\s*(?:```|~~~)/m);
  const json = findJson(fence < 0 ? source : source.slice(0, fence));
  if (json === undefined) return readMarkdown(source);
  return [...readMarkdown(source.slice(0, json.start)), ...json.blocks, ...readMarkdown(source.slice(json.end))];
}

function flatten(blocks: readonly Block[], heads: readonly string[]): readonly Passage[] {
  let previous: Passage | undefined;
  const grouped = groupLines(blocks);
  return grouped.flatMap((block, index): readonly Passage[] => {
    if (block.type === "record") return readRecord(block, heads);
    if (block.type === "group") return underHead(block.parts, [...heads, block.head]);
    if (isTitle(block.text, grouped[index + 1])) return [];
    const sentences = block.isItem === true ? [block.text] : splitSentences(block.text);
    return sentences.flatMap(cutLong).map((text) => {
      const passage: Passage = { text: text.trim(), heads, parts: [{ text }], previous };
      previous = passage;
      return passage;
    });
  });
}

/** Short lines below one head say one thing together, besides what each says by itself. */
function underHead(parts: readonly Block[], heads: readonly string[]): readonly Passage[] {
  const inner = flatten(parts, heads);
  const lines = parts.flatMap((part) => (part.type === "line" ? [part.text] : []));
  const areFragments = lines.every((line) => line.trim().split(/\s+/).length <= MOST_FRAGMENT_WORDS);
  if (lines.length < 2 || lines.length > MOST_FIELDS || lines.length < parts.length || !areFragments) return inner;
  return [...inner, { text: lines.join("\n"), heads, parts: lines.map((text) => ({ text })) }];
}

/** Whether a line is the title of the record below it, which says who and when in its stead. */
function isTitle(text: string, next: Block | undefined): boolean {
  return next?.type === "group" && next.head === text && groupLines(next.parts)[0]?.type === "record";
}

/** A record is one passage. Where its labels are no fields of a task, each long value is one of its own. */
function readRecord(
  { fields, text }: Block & { readonly type: "record" },
  heads: readonly string[],
): readonly Passage[] {
  const kinds = fields.map(({ label }) => readLabel(label));
  const isTask =
    kinds.includes("owner") ||
    (kinds.includes("due") && kinds.includes("other")) ||
    fields.some(({ label }) => label === "");
  const parts = fields.slice(0, MOST_FIELDS).map(({ label, value }, index) => ({
    text: (label === "" ? value : `${label}: ${value}`).slice(0, MOST_CHARACTERS),
    field: isTask ? kinds[index] : undefined,
  }));
  const values = isTask ? [] : fields.filter(({ value }) => value.split(/\s+/).length > MOST_FRAGMENT_WORDS);
  return [
    { text, heads, parts },
    ...values.flatMap(({ label, value }) =>
      splitSentences(value)
        .flatMap(cutLong)
        .map((part) => ({ text: part.trim(), heads: [...heads, label], parts: [{ text: part }] })),
    ),
  ];
}

function cutLong(text: string): readonly string[] {
  if (text.length <= MOST_CHARACTERS) return [text];
  return Array.from({ length: Math.ceil(text.length / MOST_CHARACTERS) }, (_, index) =>
    text.slice(index * MOST_CHARACTERS, (index + 1) * MOST_CHARACTERS),
  );
}
