import { type CheckDefinition, failed, PASSED } from "../definition/check-definition.ts";
import { createWordFinder, findLine } from "../text/find-whole-words.ts";
import { findPhraseFaults, wordPhrases } from "../text/phrases.ts";

/** No phrase is in the answer. */
export const forbidden: CheckDefinition<"forbidden"> = {
  type: "forbidden",
  name: "Forbidden phrases",
  says: "No phrase is in the answer, as whole words.",
  word: ({ phrases }) => `does not say ${wordPhrases(phrases, "or")}`,
  findFaults: ({ phrases }) => findPhraseFaults(phrases),
  run({ phrases, matchCase }, { text }) {
    const has = createWordFinder(text, { matchCase });
    const said = phrases.find(has);
    if (said === undefined) return PASSED;
    const place = findLine(text, said, { matchCase });
    const line = place === undefined ? "" : ` on line ${place.line}`;
    return failed(`The answer says ${JSON.stringify(said)}${line}.`, place?.text);
  },
};
