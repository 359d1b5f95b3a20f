import type { DocumentText, Heading } from "../document-text.ts";

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/;

/** Reads Markdown: its headings are those with `#`, outside of code. The text stays as it is, so that offsets are those of the file. */
export function readMarkdown(text: string): DocumentText {
  const headings: Heading[] = [];
  let fence: string | undefined;
  let at = 0;
  for (const line of text.split("\n")) {
    const [, mark] = FENCE.exec(line) ?? [];
    if (mark !== undefined && fence === undefined) fence = mark;
    else if (mark !== undefined && fence !== undefined && mark.startsWith(fence)) fence = undefined;
    else if (fence === undefined) {
      const [, hashes = "", title = ""] = HEADING.exec(line.replace(/\r$/, "")) ?? [];
      if (hashes !== "" && title !== "") headings.push({ at, level: hashes.length, title });
    }
    at += line.length + 1;
  }
  return { text, headings, pages: [] };
}
