import { type CheckDefinition, failed } from "../definition/check-definition.ts";
import { findBoundFaults, holdToBounds, wordBounds } from "../text/bounds.ts";
import { findOther, readDocument, textOf, wordBlock } from "../text/read-document.ts";

/** The answer is running text in so many paragraphs: no list, heading, table or code. */
export const paragraphs: CheckDefinition<"paragraphs"> = {
  type: "paragraphs",
  name: "Paragraphs",
  says: "The answer is running text in so many paragraphs, and nothing else.",
  word: (check) => `${wordBounds(check, "paragraph")} and nothing else`,
  findFaults: (check) => findBoundFaults(check, { isNeeded: true }),
  run(check, { text }) {
    const document = readDocument(text);
    const other = findOther(document, "paragraph");
    if (other !== undefined) return failed(`Beside paragraphs, ${wordBlock(other)}.`, textOf(other, document));
    return holdToBounds(document.blocks.length, check, "paragraph");
  },
};
