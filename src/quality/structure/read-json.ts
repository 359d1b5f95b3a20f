import { type Node, parseTree } from "jsonc-parser";
import type { Block, Field } from "./block.ts";

/** Deeper than any answer's JSON; a bound keeps hostile nesting off the stack. */
const MOST_DEPTH = 40;

export interface JsonPart {
  readonly blocks: readonly Block[];
  readonly start: number;
  readonly end: number;
}

/** Finds the first JSON object or array that begins a line, even one that was cut off; absent when there is none. */
export function findJson(text: string): JsonPart | undefined {
  const match = /(?:^|\n)[ \t]*(?=\{\s*["}]|\[\s*["{[])/.exec(text);
  if (match === null) return undefined;
  const start = match.index + match[0].length;
  if (nestingOf(text, start) > MOST_DEPTH) return undefined;
  const node = parseTree(text.slice(start), [], { allowTrailingComma: true });
  const isJson = node?.type === "object" || (node?.type === "array" && (node.children ?? []).length > 0);
  if (node === undefined || !isJson) return undefined;
  const source = text.slice(start);
  return { blocks: toBlocks(node, source), start, end: start + node.offset + node.length };
}

function nestingOf(text: string, start: number): number {
  let depth = 0;
  let most = 0;
  for (let at = start; at < text.length; at++) {
    if ("[{".includes(text[at] ?? " ")) most = Math.max(most, ++depth);
    if ("]}".includes(text[at] ?? " ")) depth--;
  }
  return most;
}

function toBlocks(node: Node, source: string): readonly Block[] {
  if (node.type === "array") return (node.children ?? []).flatMap((child) => toBlocks(child, source));
  if (node.type !== "object") return [{ type: "line", text: scalar(node), isItem: true }];
  const fields: Field[] = [];
  const groups: Block[] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const label = String(key.value);
    const isFlat = value.type !== "object" && (value.type !== "array" || isShortList(value));
    if (!isFlat) groups.push({ type: "group", head: label, parts: toBlocks(value, source) });
    else {
      const values = value.type === "array" ? (value.children ?? []).map(scalar).join(", ") : scalar(value);
      fields.push({ label: wordsOf(label), value: values });
    }
  }
  return [...(fields.length > 0 ? [{ type: "record", fields, text: sliceOf(node, source) } as const] : []), ...groups];
}

/** A list of names or words, not one of sentences. */
function isShortList({ children = [] }: Node): boolean {
  return children.every((child) => child.type === "string" && scalar(child).split(/\s+/).length <= 3);
}

function sliceOf({ offset, length }: Node, source: string): string {
  return source.slice(offset, offset + length);
}

function scalar({ value }: Node): string {
  return value === null || value === undefined ? "" : String(value);
}

/** "dueDate" and "due_date" are two words. */
function wordsOf(key: string): string {
  return key.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ").replaceAll("_", " ");
}
