import type { Table } from "mdast";
import { normalizeText } from "../../facets/normalize-text.ts";
import { type CheckDefinition, failed, PASSED } from "../definition/check-definition.ts";
import { findBoundFaults, holdToBounds, isBounded, wordBounds } from "../text/bounds.ts";
import { type AnswerDocument, lineOf, readDocument, textOf } from "../text/read-document.ts";

/** The answer holds a Markdown table, with these heads and so many rows. */
export const table: CheckDefinition<"table"> = {
  type: "table",
  name: "Table",
  says: "The answer holds a Markdown table.",
  word: (check) =>
    [
      "a table",
      ...(check.columns === undefined ? [] : [`with the columns ${check.columns.join(", ")}`]),
      ...(isBounded(check) ? [`and ${wordBounds(check, "row")}`] : []),
    ].join(" "),
  findFaults: (check) => findBoundFaults(check, { isNeeded: false }),
  run(check, { text }) {
    const document = readDocument(text);
    const found = document.blocks.find((block) => block.type === "table");
    if (found === undefined) return failed("The answer has no table.");
    const heads = headsOf(found, document);
    if (check.columns !== undefined && !isSame(heads, check.columns))
      return failed(
        `The table on line ${lineOf(found)} has the columns ${heads.join(", ")}, and must have ${check.columns.join(", ")}.`,
        textOf(found, document),
      );
    return isBounded(check) ? holdToBounds(found.children.length - 1, check, "row") : PASSED;
  },
};

function headsOf({ children: [head] }: Table, document: AnswerDocument): readonly string[] {
  return (head?.children ?? []).map((cell) =>
    textOf(cell, document)
      .replaceAll(/^\s*\||\|\s*$/g, "")
      .trim(),
  );
}

function isSame(heads: readonly string[], wanted: readonly string[]): boolean {
  const normal = (list: readonly string[]) => list.map(normalizeText).join("\n");
  return heads.length === wanted.length && normal(heads) === normal(wanted);
}
