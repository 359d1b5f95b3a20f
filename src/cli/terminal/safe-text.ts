/** Marks that turn the direction of text around, and so show another text than there is. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROLS = /[^\P{Cc}\n\t]/gu;
/** Sequences that set colours and weights, as our own output does. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for.
const STYLES = /\x1b\[[\d;]*m/g;

/**
 * Makes a text of a model, a file, a hub or an endpoint fit for the terminal: control characters, which could move the
 * cursor, colour what follows or change the title, are left out, and so are marks that turn its direction around.
 */
export function toSafeText(text: string): string {
  return text.replaceAll(STYLES, "").replaceAll(CONTROLS, "").replaceAll(DIRECTION_MARKS, "");
}

/** The same for a line of ours that may hold such a text: its own styles stay. */
export function toSafeLine(line: string): string {
  const styles = [...line.matchAll(STYLES)].map(([style]) => style);
  return line
    .split(STYLES)
    .map((part, index) => toSafeText(part) + (styles[index] ?? ""))
    .join("");
}

/** A value as JSON that says the same and holds nothing for a terminal to act on. */
export function toSafeJson(value: unknown): string {
  const toEscape = (mark: string) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value, null, 2).replaceAll(CONTROLS, toEscape).replaceAll(DIRECTION_MARKS, toEscape);
}
