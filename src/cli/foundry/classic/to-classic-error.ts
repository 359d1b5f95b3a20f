/** The library's words, and the classic program's for the same. */
const WORDS = [
  [/^error: unknown (?:command|option) '([^']*)'/, "Unrecognized command or argument '$1'."],
  [/^error: missing required argument '([^']*)'/, "Required argument missing for command: '$1'."],
  [/^error: /, ""],
] as const;

/** Translates the argument library's errors into the words of the classic program; a suggestion stays behind. */
export function toClassicError(text: string): string {
  const [pattern, words] = WORDS.find(([one]) => one.test(text)) ?? ["", ""];
  return text.replace(pattern, words);
}
