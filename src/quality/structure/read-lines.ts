import type { Block } from "./block.ts";
import { readLabel } from "./field-labels.ts";

type LineBlock = Block & { readonly type: "line" };

/** A line that is longer says something by itself and is no head. */
export const MOST_HEAD_WORDS = 12;

// Bullets that are none in Markdown count too, as models write them.
const LINE_START = /^\s*(?:>\s*|#{1,6}\s+)*(?:(?:[-*+•‣◦▪●–—·]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+)?(?:\[[ xX]?\]\s+)?/;
const BULLET = /^\s*(?:>\s*)*(?:[-*+•‣◦▪●–—·]|\(?\d{1,2}[.)]|\(?[a-z][.)]|\|)\s/;

/** Lines of running text; one that goes on in small letters belongs to the line before. */
export function readLines(text: string): readonly LineBlock[] {
  const lines = text
    .split("\n")
    .map((line) => line.replace(/^[\s>]+/, ""))
    .filter((line) => line !== "");
  if (isCsv(lines)) return lines.map(toLine);
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      /[^.!?:;|]\s*$/.test(last) &&
      /^\p{Ll}/u.test(line) &&
      !BULLET.test(line) &&
      wordCount(last) > 5
    )
      joined[joined.length - 1] = `${last}\n${line}`;
    else joined.push(line);
  }
  return joined.map((line) => (BULLET.test(line) ? toItem(line.replace(LINE_START, "")) : toLine(line)));
}

/** Whether lines are values between commas: the first one names them. */
function isCsv([header = ""]: readonly string[]): boolean {
  const cells = header.split(/[,;\t]/);
  return cells.length > 1 && cells.every((cell) => readLabel(cell) !== undefined);
}

/** A line such as "Helen:" holds for the lines below it, up to the next one. */
export function underLeads(lines: readonly LineBlock[]): readonly Block[] {
  const blocks: Block[] = [];
  let open: { head: string; parts: LineBlock[] } | undefined;
  for (const [index, line] of lines.entries()) {
    const isLead = index < lines.length - 1 && /:[\s*_]*$/.test(line.text) && wordCount(line.text) <= MOST_HEAD_WORDS;
    if (!isLead) {
      if (open === undefined) blocks.push(line);
      else open.parts.push(line);
      continue;
    }
    open = { head: line.text, parts: [] };
    blocks.push(line, { type: "group", ...open });
  }
  return blocks;
}

export function toLine(text: string): LineBlock {
  return { type: "line", text };
}

export function toItem(text: string): LineBlock {
  return { type: "line", text, isItem: true };
}

export function wordCount(text: string): number {
  return text.trim().split(/\s+/).length;
}
