import type { List, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";

/**
 * Reads a text that grows, block by block. What is settled is never parsed again, so that a long answer takes no more time
 * per token than a short one.
 */
export interface BlockReader {
  /** All that was read. */
  readonly text: string;
  /** The blocks of the text so far; those that have not changed are the same objects as before. */
  readonly blocks: readonly RootContent[];
  read(more: string): void;
}

/** A paragraph that is longer is cut: markers without a partner are searched for in the whole of it. */
const MOST_PARAGRAPH = 8_000;

/** Quotes and lists within one another, beyond which no text means anything by them; models that go round in circles write thousands. */
const DEEP = /^((?:[ \t]*(?:>|[*+-](?=[ \t])|\d{1,9}[.)](?=[ \t]))){24})(?=[ \t]*(?:>|[*+-][ \t]|\d{1,9}[.)][ \t]))/gm;

export function createBlockReader(): BlockReader {
  let text = "";
  let tail = "";
  let settled: RootContent[] = [];
  let live: readonly RootContent[] = [];
  /** The list that was cut between its items: those that follow belong to it. */
  let isInList = false;

  function settle(blocks: readonly RootContent[], length: number): void {
    settled = join(settled, blocks, isInList);
    isInList = false;
    tail = tail.slice(length);
  }

  function advance(): void {
    for (;;) {
      const fence = readFence(tail);
      if (fence === undefined) break;
      live = [fence.code];
      if (fence.length === undefined) return;
      settle(live, fence.length);
    }
    tail = tail.replace(DEEP, "$1\u200b");
    live = parse(tail);
    const last = live.at(-1);
    const start = last?.position?.start.offset;
    // What a block is shows in its first line: only when that is whole are those before it done.
    if (last === undefined || start === undefined || !tail.includes("\n", start)) return;
    if (start > 0) settle(live.slice(0, -1), start);
    live = [last];
    if (last.type === "code" && readFence(tail) !== undefined) advance();
    if (last.type === "list") cutList(last, start);
    if (last.type === "paragraph" && tail.length > MOST_PARAGRAPH) {
      settle(live, tail.length);
      live = [];
    }
  }

  function cutList(list: List, before: number): void {
    const item = list.children.at(-1);
    const start = item?.position?.start.offset;
    if (item === undefined || start === undefined || list.children.length < 2) return;
    settle([{ ...list, children: list.children.slice(0, -1) }], start - before);
    live = [{ ...list, children: [item] }];
    isInList = true;
  }

  return {
    get text() {
      return text;
    },
    get blocks() {
      return join(settled, live, isInList);
    },
    read(more) {
      text += more;
      // Line ends of Windows are line ends.
      tail += more.replaceAll("\r", "");
      advance();
    },
  };
}

/** Without definitions each part means the same whatever follows; what looks like HTML, or like code by its indentation alone, is text. */
function parse(text: string): readonly RootContent[] {
  return fromMarkdown(text, {
    extensions: [gfmTable(), { disable: { null: ["codeIndented", "htmlFlow", "htmlText", "definition"] } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  }).children;
}

/** The code at the beginning of a text; without a length while it is not closed. Long programs would else be parsed at every token. */
function readFence(text: string) {
  const [open, fence = "", info = ""] = /^ {0,3}(`{3,}(?=[^`\n]*\n)|~{3,})([^\n]*)\n/.exec(text) ?? [];
  if (open === undefined) return undefined;
  const rest = text.slice(open.length);
  const close = new RegExp(`^ {0,3}\\${fence.charAt(0)}{${fence.length},}[ \\t]*(?:\\n|$)`, "m").exec(rest);
  const value = (close === null ? rest : rest.slice(0, close.index)).replace(/\n$/, "");
  const code: RootContent = { type: "code", lang: info.trim().split(/\s/)[0] || null, value };
  // The last line may go on: three backticks can become four.
  const isClosed = close !== null && (close[0].endsWith("\n") || close.index + close[0].length < rest.length);
  return { code, length: isClosed && close !== null ? open.length + close.index + close[0].length : undefined };
}

function join(before: readonly RootContent[], after: readonly RootContent[], isInList: boolean): RootContent[] {
  const [first, ...rest] = after;
  const last = before.at(-1);
  if (!isInList || first?.type !== "list" || last?.type !== "list") return [...before, ...after];
  return [...before.slice(0, -1), { ...last, children: [...last.children, ...first.children] }, ...rest];
}
