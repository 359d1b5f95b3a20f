import { normalizeText } from "../../facets/normalize-text.ts";

/** Whether a text holds a phrase as whole words, in the normal form that facets are matched in, or with its capitals. */
export function createWordFinder(text: string, { matchCase = false } = {}): (phrase: string) => boolean {
  const toWords = matchCase ? withCapitals : normalizeText;
  const words = ` ${toWords(text)} `;
  return (phrase) => words.includes(` ${toWords(phrase)} `);
}

/** Words with their capitals; numbers and money as they are written. */
function withCapitals(text: string): string {
  const plain = text.normalize("NFKC").replace(/[‘’ʼ`´]/g, "'");
  return (plain.match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}]+)*/gu) ?? []).join(" ");
}

/** The first line of a text that holds a phrase, with its number from 1; absent where it goes across lines. */
export function findLine(
  text: string,
  phrase: string,
  options: { readonly matchCase?: boolean | undefined },
): { readonly line: number; readonly text: string } | undefined {
  const lines = text.split(/\r\n?|\n/);
  const index = lines.findIndex((line) => createWordFinder(line, options)(phrase));
  const found = lines[index];
  return found === undefined ? undefined : { line: index + 1, text: found.trim() };
}
