import type { CodePointRange } from "./code-points.ts";

/** A part of a regular expression. */
export type PatternNode =
  | { readonly type: "set"; readonly ranges: readonly CodePointRange[] }
  | { readonly type: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly type: "choice"; readonly options: readonly PatternNode[] }
  | {
      readonly type: "repeat";
      readonly part: PatternNode;
      readonly least: number;
      /** Absent: no limit. */
      readonly most?: number | undefined;
    }
  | { readonly type: "edge"; readonly at: "start" | "end" };

export const EMPTY: PatternNode = { type: "sequence", parts: [] };

/** Whether the empty text fits. */
export function isNullable(node: PatternNode): boolean {
  switch (node.type) {
    case "set":
      return false;
    case "sequence":
      return node.parts.every(isNullable);
    case "choice":
      return node.options.some(isNullable);
    case "repeat":
      return node.least === 0 || isNullable(node.part);
    case "edge":
      return true;
    default:
      return node satisfies never;
  }
}

/** The same texts but the empty one: repeated without end, an empty text would never come to its end. */
export function nonEmpty(node: PatternNode): PatternNode {
  if (!isNullable(node)) return node;
  switch (node.type) {
    case "set":
      return node;
    case "edge":
      return { type: "choice", options: [] };
    case "choice":
      return { type: "choice", options: node.options.map(nonEmpty).filter((option) => !isNever(option)) };
    case "repeat":
      return { ...node, part: nonEmpty(node.part), least: 1 };
    case "sequence": {
      // The first part that is not empty, then the others as they were.
      const options = node.parts.map((part, index) => ({
        type: "sequence" as const,
        parts: [nonEmpty(part), ...node.parts.slice(index + 1)],
      }));
      return { type: "choice", options: options.filter(({ parts }) => !parts.some(isNever)) };
    }
    default:
      return node satisfies never;
  }
}

function isNever(node: PatternNode): boolean {
  return node.type === "choice" && node.options.length === 0;
}
