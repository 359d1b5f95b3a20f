import type { CheckDefinition } from "../definition/check-definition.ts";
import { findBoundFaults, holdToBounds, isBounded, wordBounds } from "../text/bounds.ts";
import { readDocument } from "../text/read-document.ts";

/** The answer has headings, as Markdown writes them. */
export const headings: CheckDefinition<"headings"> = {
  type: "headings",
  name: "Headings",
  says: "The answer has headings as Markdown writes them.",
  word: (check) => wordBounds(boundsOf(check), nounOf(check.level)),
  findFaults: (check) => findBoundFaults(check, { isNeeded: false }),
  run(check, { text }) {
    const found = readDocument(text).blocks.filter(
      (block) => block.type === "heading" && (check.level === undefined || block.depth === check.level),
    );
    return holdToBounds(found.length, boundsOf(check), nounOf(check.level));
  },
};

function boundsOf<Check extends Parameters<typeof isBounded>[0]>(check: Check) {
  return isBounded(check) ? check : { min: 1 };
}

function nounOf(level: number | undefined): string {
  return level === undefined ? "heading" : `level-${level} heading`;
}
