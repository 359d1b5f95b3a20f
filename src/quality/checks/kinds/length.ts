import { splitSentences } from "../../structure/split-sentences.ts";
import type { CheckDefinition } from "../definition/check-definition.ts";
import { findBoundFaults, holdToBounds, wordBounds } from "../text/bounds.ts";
import { countWords } from "../text/count-words.ts";
import { readDocument, runningTexts } from "../text/read-document.ts";

const NOUNS = { words: "word", sentences: "sentence", characters: "character" } as const;

/** How long the answer is. Tokens are no unit: models of other vocabularies count the same text differently. */
export const length: CheckDefinition<"length"> = {
  type: "length",
  name: "Length",
  says: "Words, sentences or characters of the answer.",
  word: (check) => wordBounds(check, NOUNS[check.unit]),
  findFaults: (check) => findBoundFaults(check, { isNeeded: true }),
  run: (check, { text }) => holdToBounds(COUNTS[check.unit](text), check, NOUNS[check.unit]),
};

const COUNTS = {
  words: countWords,
  sentences: (text: string) =>
    runningTexts(readDocument(text))
      .flatMap(splitSentences)
      .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence)).length,
  // As people see them: an accent or a joined emoji is no character of its own.
  characters: (text: string) => [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text.trim())].length,
} as const;
