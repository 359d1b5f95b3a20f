import type { List, ListItem, RootContent, Table, TableCell, TableRow } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import type { Block } from "./block.ts";
import { readLabel } from "./field-labels.ts";
import { findJson } from "./read-json.ts";
import { MOST_HEAD_WORDS, readLines, toItem, toLine, underLeads, wordCount } from "./read-lines.ts";

/** Deeper than any answer that is meant; a bound keeps hostile nesting off the stack. */
const MOST_DEPTH = 30;

/**
 * Reads an answer's Markdown: headings, lists, tables, code that holds JSON, lines. What looks like code or HTML by its
 * indentation or brackets is text, as models write it.
 */
export function readMarkdown(source: string, depth = 0): readonly Block[] {
  const tree = fromMarkdown(source, {
    extensions: [gfmTable(), { disable: { null: ["codeIndented", "htmlFlow", "htmlText", "definition"] } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  return underHeadings(tree.children, source, depth);
}

/** A heading holds for what follows it, up to the next one of its depth or above. */
function underHeadings(nodes: readonly RootContent[], source: string, depth: number): readonly Block[] {
  if (depth > MOST_DEPTH) return nodes.flatMap((node) => readLines(sliceOf(node, source)));
  const blocks: Block[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined) break;
    const rank = headRank(node, source, nodes[at + 1]);
    if (rank === undefined) {
      blocks.push(...toBlocks(node, source, depth));
      continue;
    }
    const next = nodes.findIndex((one, index) => {
      const other = index > at ? headRank(one, source, nodes[index + 1]) : undefined;
      return other !== undefined && other <= rank;
    });
    const end = next < 0 ? nodes.length : next;
    const lines = sliceOf(node, source).split("\n");
    blocks.push(...lines.slice(0, -1).map(toLine));
    const head = lines.at(-1) ?? "";
    blocks.push(toLine(head), {
      type: "group",
      head,
      parts: underHeadings(nodes.slice(at + 1, end), source, depth + 1),
    });
    at = end - 1;
  }
  return blocks;
}

/** Headings come first, then bold lines, then lines that announce what follows; absent for what is no head. */
function headRank(node: RootContent, source: string, next: RootContent | undefined): number | undefined {
  if (node.type === "heading") return node.depth;
  if (node.type !== "paragraph" || next === undefined) return undefined;
  const last = sliceOf(node, source).split("\n").at(-1) ?? "";
  if (wordCount(last) > MOST_HEAD_WORDS) return undefined;
  if (node.children.length === 1 && node.children[0]?.type === "strong") return 7;
  return /:[\s*_]*$/.test(last) || (next.type === "list" && !/[.!?][\s*_]*$/.test(last)) ? 8 : undefined;
}

function toBlocks(node: RootContent, source: string, depth: number): readonly Block[] {
  if (node.type === "list") return readList(node, source, depth);
  if (node.type === "table") return readTable(node, source);
  if (node.type === "blockquote") return underHeadings(node.children, source, depth + 1);
  if (node.type === "code") return findJson(node.value)?.blocks ?? readMarkdown(node.value, depth + 1);
  if (node.type === "thematicBreak") return [];
  return underLeads(readLines(sliceOf(node, source)));
}

const CHECK_BOX = /^\[[ xX]?\]\s+/;

function readList(list: List, source: string, depth: number): readonly Block[] {
  return list.children.flatMap((item) => readItem(item, source, depth));
}

/** An item's first line holds for what stands below it in the item. */
function readItem({ children }: ListItem, source: string, depth: number): readonly Block[] {
  const [lead, ...rest] = children;
  if (lead === undefined) return [];
  if (lead.type !== "paragraph") return underHeadings(children, source, depth + 1);
  // A line that follows without indentation is none of the item's, whatever Markdown says.
  const [text = "", ...after] = sliceOf(lead, source)
    .replace(CHECK_BOX, "")
    .split(/\n(?=[^\s\p{Ll}])/u);
  const [first, ...more] = readLines(text);
  if (first === undefined) return [];
  const item = toItem(first.text);
  const parts = [...more.map((line) => toItem(line.text)), ...underHeadings(rest, source, depth + 1)];
  const group: readonly Block[] = parts.length === 0 ? [] : [{ type: "group", head: first.text, parts }];
  return [item, ...group, ...underLeads(readLines(after.join("\n")))];
}

function readTable({ children }: Table, source: string): readonly Block[] {
  const [header, ...rows] = children;
  const labels = (header?.children ?? []).map((cell) => cellText(sliceOf(cell, source)));
  // A table without a header of labels holds a record in its first row too.
  const all = labels.some((label) => readLabel(label) !== undefined) ? rows : children;
  return all.map((row) => ({
    type: "record",
    text: sliceOf(row, source),
    fields: row.children.map((cell, index) => ({
      label: all === rows ? (labels[index] ?? "") : "",
      value: cellText(sliceOf(cell, source)),
    })),
  }));
}

function cellText(cell: string): string {
  return cell
    .replace(/^\s*\|/, "")
    .replace(/\|\s*$/, "")
    .replace(/<br\s*\/?>/gi, " ")
    .trim();
}

function sliceOf({ position }: RootContent | TableRow | TableCell, source: string): string {
  return source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
}
