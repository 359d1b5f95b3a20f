import { type CheckDefinition, failed, PASSED } from "../definition/check-definition.ts";
import { findRefusal } from "../text/find-refusal.ts";

/** The answer is no refusal. That it is not empty, every check asks for. */
export const answered: CheckDefinition<"answered"> = {
  type: "answered",
  name: "No refusal",
  says: "The answer does not begin with a refusal.",
  word: () => "no refusal",
  findFaults: () => [],
  run(_check, { text }) {
    const refusal = findRefusal(text);
    return refusal === undefined ? PASSED : failed(`The answer begins with a refusal: "${refusal}".`, refusal);
  },
};
