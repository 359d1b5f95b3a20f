import { UNSPACED } from "../../facets/normalize-text.ts";

const UNSPACED_LETTER = new RegExp(`[[${UNSPACED}]&&\\p{L}]`, "gv");

/**
 * Counts words as people do: what stands between spaces and holds a letter or digit. In scripts without spaces each
 * character counts.
 */
export function countWords(text: string): number {
  const letters = text.match(UNSPACED_LETTER)?.length ?? 0;
  const rest = text.replace(UNSPACED_LETTER, " ").split(/\s+/);
  return letters + rest.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
