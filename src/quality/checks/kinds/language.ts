import { LANGUAGES } from "../../../core/check.ts";
import { type CheckDefinition, failed, PASSED } from "../definition/check-definition.ts";
import { countLetters, fitLanguages, LEAST_LETTERS } from "../language/read-language.ts";
import { readDocument, runningTexts } from "../text/read-document.ts";

/** The answer's running text is in a language. Code says nothing of it, and neither does what is too short for a sentence. */
export const language: CheckDefinition<"language"> = {
  type: "language",
  name: "Language",
  says: "The language of the answer's running text; too short a text cannot be told.",
  word: ({ is }) => `in ${LANGUAGES[is]}`,
  findFaults: () => [],
  run({ is }, { text }) {
    const running = runningTexts(readDocument(text)).join("\n");
    const fitting = fitLanguages(running);
    const names = fitting.map(nameOf).join(" or ");
    if (fitting.length === 0) return { type: "untold", because: explainNone(countLetters(running)) };
    if (!fitting.includes(is)) return failed(`The answer is in ${names}, and must be in ${LANGUAGES[is]}.`);
    return fitting.length === 1 ? PASSED : { type: "untold", because: `The answer may be in ${names}.` };
  },
};

function explainNone(letters: number): string {
  if (letters >= LEAST_LETTERS) return "No language fits the answer well enough to be told.";
  return `The answer is too short to tell its language: its running text has ${letters} letters, and ${LEAST_LETTERS} are needed.`;
}

function nameOf(language: string): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(language) ?? language;
}
