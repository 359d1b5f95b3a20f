import { type CheckDefinition, failed, PASSED } from "../definition/check-definition.ts";
import { createWordFinder } from "../text/find-whole-words.ts";
import { findPhraseFaults, wordPhrases } from "../text/phrases.ts";

/** Every phrase is in the answer. */
export const required: CheckDefinition<"required"> = {
  type: "required",
  name: "Required phrases",
  says: "Every phrase is in the answer, as whole words.",
  word: ({ phrases }) => `says ${wordPhrases(phrases, "and")}`,
  findFaults: ({ phrases }) => findPhraseFaults(phrases),
  run({ phrases, matchCase }, { text }) {
    const has = createWordFinder(text, { matchCase });
    const missing = phrases.filter((phrase) => !has(phrase));
    return missing.length === 0 ? PASSED : failed(`The answer does not say ${wordPhrases(missing, "or")}.`);
  },
};
