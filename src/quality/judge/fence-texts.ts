/** A text that is quoted, and the word that stands at its fence, such as `ANSWER`. */
export interface QuotedText {
  readonly label: string;
  readonly text: string;
}

/**
 * Quotes texts of others between fences that none of them can close: the mark in a fence depends on the texts and occurs in
 * none of them.
 */
export function fenceTexts(quoted: readonly QuotedText[]): string {
  const mark = findMark(quoted.map(({ text }) => text));
  return quoted
    .map(({ label, text }) => `<<<BEGIN ${label} ${mark}>>>\n${text.toWellFormed()}\n<<<END ${label} ${mark}>>>`)
    .join("\n\n");
}

/** A mark that is the same for the same texts, so that equal requests are equal, and that no text holds. */
function findMark(texts: readonly string[]): string {
  for (let attempt = 0; ; attempt++) {
    const mark = hash(`${attempt}\n${texts.join("\n")}`)
      .toString(16)
      .padStart(8, "0");
    if (!texts.some((text) => text.toLowerCase().includes(mark))) return mark;
  }
}

/** FNV-1a, 32 bits. Whether a text holds the mark is checked, so that it need not be hard to guess. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
