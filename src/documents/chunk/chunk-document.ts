import type { DocumentText, Heading, Passage } from "../document-text.ts";

export interface ChunkOptions {
  /** Most characters of a passage. */
  readonly mostCharacters: number;
}

/**
 * Parts a document into passages along its structure: none crosses a heading, and none ends inside a paragraph unless the paragraph
 * alone is too long; then it ends at a sentence, else at a blank.
 */
export function chunkDocument(document: DocumentText, { mostCharacters }: ChunkOptions): readonly Passage[] {
  return sectionsOf(document).flatMap(({ start, end, headings }) =>
    packParts(splitParagraphs(document.text, start, end), document.text, mostCharacters).map((span) => ({
      ...span,
      text: document.text.slice(span.start, span.end),
      headings,
      ...pageOf(document.pages, span.start),
    })),
  );
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Section extends Span {
  readonly headings: readonly string[];
}

function sectionsOf({ text, headings }: DocumentText): readonly Section[] {
  const sections: Section[] = [];
  const above: Heading[] = [];
  const [first] = headings;
  // A heading with nothing below it but a lower one is told by the headings of that one.
  const isBare = (start: number, end: number) => !/\n\s*\S/.test(text.slice(start, end).trim());
  if (first === undefined || first.at > 0) sections.push({ start: 0, end: first?.at ?? text.length, headings: [] });
  for (const [index, heading] of headings.entries()) {
    while ((above.at(-1)?.level ?? 0) >= heading.level) above.pop();
    above.push(heading);
    const end = headings[index + 1]?.at ?? text.length;
    if (isBare(heading.at, end) && (headings[index + 1]?.level ?? 0) > heading.level) continue;
    sections.push({ start: heading.at, end, headings: above.map(({ title }) => title) });
  }
  return sections;
}

/** Paragraphs stand apart by empty lines. White space at their ends belongs to none. */
function splitParagraphs(text: string, start: number, end: number): readonly Span[] {
  const spans: Span[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(/\n[ \t\r]*\n\s*/g)) {
    spans.push({ start: from, end: start + match.index });
    from = start + match.index + match[0].length;
  }
  spans.push({ start: from, end });
  return spans.map((span) => trim(text, span)).filter((span) => span.end > span.start);
}

/** Joins neighbours while they fit. */
function packParts(parts: readonly Span[], text: string, most: number): readonly Span[] {
  const packed: Span[] = [];
  for (const part of parts.flatMap((one) => splitLong(one, text, most))) {
    const last = packed.at(-1);
    if (last !== undefined && part.end - last.start <= most)
      packed[packed.length - 1] = { start: last.start, end: part.end };
    else packed.push(part);
  }
  return packed;
}

/** A paragraph that is too long ends at the last sentence that fits, else at the last blank, else in the middle of a word. */
function splitLong(part: Span, text: string, most: number): readonly Span[] {
  const spans: Span[] = [];
  let { start } = part;
  while (part.end - start > most) {
    const window = text.slice(start, start + most);
    const sentence = Math.max(
      ...[...window.matchAll(/[.!?…][)"'”’]*\s|[。！？]|\n/gu)].map((m) => m.index + m[0].length),
      0,
    );
    const cut = sentence > most / 3 ? sentence : window.lastIndexOf(" ") + 1 || wholeCharacters(window);
    spans.push(trim(text, { start, end: start + cut }));
    start += cut;
  }
  spans.push(trim(text, { start, end: part.end }));
  return spans.filter((span) => span.end > span.start);
}

/** A character of two units is not parted. */
function wholeCharacters(window: string): number {
  const last = window.charCodeAt(window.length - 1);
  return last >= 0xd800 && last <= 0xdbff && window.length > 1 ? window.length - 1 : window.length;
}

function trim(text: string, { start, end }: Span): Span {
  const written = text.slice(start, end);
  const lead = written.length - written.trimStart().length;
  return { start: Math.min(start + lead, end), end: start + Math.max(lead, written.trimEnd().length) };
}

function pageOf(pages: readonly number[], at: number): { readonly page?: number } {
  const page = pages.filter((start) => start <= at).length;
  return page === 0 ? {} : { page };
}
