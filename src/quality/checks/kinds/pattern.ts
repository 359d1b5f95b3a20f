import { type CheckDefinition, failed, PASSED } from "../definition/check-definition.ts";
import { compilePattern, findPatternFault } from "../text/compile-pattern.ts";

/** The answer, or some part of it, matches a regular expression. */
export const pattern: CheckDefinition<"pattern"> = {
  type: "pattern",
  name: "Pattern",
  says: "The answer matches a regular expression.",
  word: ({ matches, whole }) => `${whole === true ? "all of it" : "some part"} matches ${matches}`,
  findFaults({ matches }) {
    const fault = findPatternFault(matches);
    return fault === undefined ? [] : [{ path: ["matches"], message: fault }];
  },
  run({ matches, whole = false, ignoreCase }, { text }) {
    const compiled = compilePattern(matches, { ignoreCase });
    const answer = text.trim();
    if (whole) return compiled.matchesAll(answer) ? PASSED : failed(`The answer as a whole does not match ${matches}.`);
    return compiled.find(answer) === undefined ? failed(`No part of the answer matches ${matches}.`) : PASSED;
  },
};
