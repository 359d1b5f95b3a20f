/** Share of a sentence's telling words that a passage must have to support it: `perf/citations.ts` shows the errors on both sides. */
const LEAST_SHARE = 0.7;

/** Whether a passage supports a sentence, as far as words tell: seven of ten of its telling words or more stand there, in any form. */
export function supports(passage: string, sentence: string): boolean {
  return supportOf(passage, sentence) >= LEAST_SHARE;
}

/** Share of the telling words of a sentence that stand in the passage, 0 to 1; 0 of a sentence without any. */
export function supportOf(passage: string, sentence: string): number {
  const asked = tellingWords(sentence);
  if (asked.size === 0) return 0;
  const there = tellingWords(passage);
  return [...asked].filter((word) => there.has(word)).length / asked.size;
}

/** Numbers and words of three letters or more, by their beginnings, so that forms of one word are one; single characters of Han. */
function tellingWords(text: string): ReadonlySet<string> {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/\p{N}+|\p{Script=Han}|[\p{L}\p{M}]{3,}/gu) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map((word) => word.slice(0, STEM)));
}

const STEM = 4;

/** Words that stand in any English text. */
const COMMON: ReadonlySet<string> = new Set(
  (
    "about all also and any are been but can did does for from had has have her his how into its may more most not one our out she such " +
    "than that the their them then there these they this those was were what when where which who will with would you your"
  ).split(" "),
);
