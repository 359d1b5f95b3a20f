/** More words than these make no question clearer, and each is looked up. */
const MOST_WORDS = 64;

/**
 * A question as FTS5 takes it: any of its words is enough, the more the better. Nothing of it is syntax.
 *
 * @returns undefined where it has no word
 */
export function toMatchQuery(text: string): string | undefined {
  const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])];
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  const asked = (telling.length > 0 ? telling : words).slice(0, MOST_WORDS);
  return asked.length === 0 ? undefined : asked.map((word) => `"${word}"`).join(" OR ");
}

/** Words of English questions that stand everywhere. Of other languages BM25 itself counts common words little. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a about an and are as at be been but by can could did do does for from had has have how i if in into is it its may me my not of on " +
    "or our should so than that the their them then there these they this those to was we were what when where which who why will " +
    "with would you your"
  ).split(" "),
);
