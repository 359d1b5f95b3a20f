import { LANGUAGES } from "../../../core/check.ts";
import { type CheckDefinition, failed, PASSED } from "../definition/check-definition.ts";
import { readLanguage } from "../language/read-language.ts";
import { readDocument, runningTexts } from "../text/read-document.ts";

/** The answer's running text is in a language. Code, and what is no sentence, says nothing of it. */
export const language: CheckDefinition<"language"> = {
  type: "language",
  name: "Language",
  says: "The language of the answer's running text; too short a text cannot be told.",
  word: ({ is }) => `in ${LANGUAGES[is]}`,
  findFaults: () => [],
  run({ is }, { text }) {
    const read = readLanguage(runningTexts(readDocument(text)).join("\n"));
    if (read.type === "untold") return read;
    return read.language === is ? PASSED : failed(`The answer is in ${read.name}, and must be in ${LANGUAGES[is]}.`);
  },
};
