import { type Html, html } from "./html.ts";

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Text with the passages in it that hold what was expected marked. A passage that does not stand there word by word is passed over. */
export function markPassages(text: string, passages: readonly string[]): Html {
  const parts: (string | Html)[] = [];
  let end = 0;
  for (const span of spansOf(text, passages)) {
    parts.push(text.slice(end, span.start), html`<mark>${text.slice(span.start, span.end)}</mark>`);
    end = span.end;
  }
  return html`${[...parts, text.slice(end)]}`;
}

/** Where passages stand, from the front, overlapping ones as one. */
function spansOf(text: string, passages: readonly string[]): readonly Span[] {
  const found = passages
    .flatMap((passage) => [passage, ...passage.split("\n")])
    .map((passage) => passage.trim())
    .filter((passage) => passage !== "" && text.includes(passage))
    .map((passage) => ({ start: text.indexOf(passage), end: text.indexOf(passage) + passage.length }))
    .toSorted((a, b) => a.start - b.start);
  const spans: Span[] = [];
  for (const next of found) {
    const last = spans.at(-1);
    if (last === undefined || next.start > last.end) spans.push(next);
    else spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, next.end) };
  }
  return spans;
}
