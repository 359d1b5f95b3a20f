import type { Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";

/** An answer read as Markdown. */
export interface AnswerDocument {
  readonly text: string;
  readonly blocks: readonly RootContent[];
}

/** Longer than any answer that is meant: the time to read Markdown grows faster than its length. */
const MOST_CHARACTERS = 40_000;

// Signs that models write for bullets and that are none in Markdown; each is one character, so that places stay.
const BULLETS = /^([ \t]*)[•‣◦▪●·](?=[ \t])/gm;

// Deeper than any list or quotation: a model that repeats one sign nests it a thousand times, and every level costs time.
const TOO_DEEP = /^((?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){8}|[ \t]{40})(?:[ \t]|[>*+-]|\d{1,9}[.)])+/gm;

// Only blocks are asked for, and marks inside of lines take a time that grows with the square of their number.
const INLINE = [
  "attention",
  "autolink",
  "codeText",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
  "definition",
];

/** Reads an answer as CommonMark with tables. */
export function readDocument(answer: string): AnswerDocument {
  const text = answer.slice(0, MOST_CHARACTERS).replace(/\r\n?/g, "\n");
  const markdown = text
    .replace(BULLETS, "$1-")
    .replace(TOO_DEEP, (all, kept: string) => kept + "_".repeat(all.length - kept.length));
  const { children }: Root = fromMarkdown(markdown, {
    extensions: [gfmTable(), { disable: { null: INLINE } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  return { text, blocks: children };
}

/** The text of a part, word by word. */
export function textOf(node: Nodes, { text }: AnswerDocument): string {
  return text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

/** The line that a part begins on, from 1. */
export function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

/** Running text in pieces that no sentence goes across: paragraphs, headings and cells; without code and marks of lists. */
export function runningTexts(document: AnswerDocument): readonly string[] {
  return document.blocks.flatMap((block) => leavesOf(block, document));
}

function leavesOf(node: Nodes, document: AnswerDocument): readonly string[] {
  if (node.type === "paragraph" || node.type === "heading" || node.type === "tableCell")
    return [textOf(node, document).replace(/\s*\n\s*/g, " ")];
  return "children" in node ? node.children.flatMap((child) => leavesOf(child, document)) : [];
}

/** Names of blocks for people. */
const NAMES: Readonly<Partial<Record<Nodes["type"], string>>> = {
  paragraph: "a paragraph",
  heading: "a heading",
  list: "a list",
  table: "a table",
  code: "a code block",
  blockquote: "a quotation",
  thematicBreak: "a rule",
  html: "HTML",
};

/** A block in words, with its line: `line 3 is a paragraph`. */
export function wordBlock(node: Nodes): string {
  return `line ${lineOf(node)} is ${NAMES[node.type] ?? "something else"}`;
}

/** The first block that is not of a type; absent where all are. */
export function findOther({ blocks }: AnswerDocument, type: RootContent["type"]): RootContent | undefined {
  return blocks.find((block) => block.type !== type);
}
