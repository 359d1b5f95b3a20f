import type { List } from "mdast";
import { type CheckDefinition, failed } from "../definition/check-definition.ts";
import { findBoundFaults, holdToBounds, isBounded, wordBounds } from "../text/bounds.ts";
import { findOther, readDocument, textOf, wordBlock } from "../text/read-document.ts";

/** The answer holds a list with so many items. */
export const list: CheckDefinition<"list"> = {
  type: "list",
  name: "List",
  says: "The answer holds a list with so many items.",
  word: (check) =>
    [
      check.only === true ? "only a" : "a",
      nounOf(check.ordered),
      ...(isBounded(check) ? [`of ${wordBounds(check, "item")}`] : []),
    ].join(" "),
  findFaults: (check) => findBoundFaults(check, { isNeeded: false }),
  run(check, { text }) {
    const document = readDocument(text);
    const lists = document.blocks.filter((block) => block.type === "list");
    const fitting = lists.filter(({ ordered }) => check.ordered === undefined || check.ordered === (ordered ?? false));
    const items = fitting.flatMap(({ children }) => children);
    const other = check.only === true ? findOther(document, "list") : undefined;
    if (items.length === 0)
      return failed(`The answer has no ${nounOf(check.ordered)}${instead(lists, check.ordered)}.`);
    if (other !== undefined) return failed(`Beside the list, ${wordBlock(other)}.`, textOf(other, document));
    const outcome = holdToBounds(items.length, isBounded(check) ? check : { min: 1 }, "item");
    const last = items.at(-1);
    return outcome.type === "failed" && last !== undefined ? { ...outcome, where: textOf(last, document) } : outcome;
  },
};

function nounOf(ordered: boolean | undefined): string {
  return ordered === undefined ? "list" : ordered ? "numbered list" : "list of bullets";
}

function instead([first]: readonly List[], ordered: boolean | undefined): string {
  return first === undefined ? "" : `: ${wordBlock(first)} and a ${nounOf(ordered !== true)}`;
}
