import { toGbnfLiteral } from "./gbnf-rules.ts";

/**
 * Writes texts of which one must stand there so that their common beginnings stand once: of a thousand values listed
 * side by side, each would be followed on its own at every token.
 */
export function toLiteralTree(texts: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const text of new Set(texts)) {
    const [first = ""] = text;
    groups.set(first, [...(groups.get(first) ?? []), text]);
  }
  return [...groups].map(([, group]) => toBranch(group)).join(" | ");
}

function toBranch(group: readonly string[]): string {
  const [first = "", ...others] = group;
  if (others.length === 0) return toGbnfLiteral(first);
  const characters = [...first];
  let shared = characters.length;
  for (const other of others) {
    const differing = [...other].findIndex((character, index) => character !== characters[index]);
    shared = Math.min(shared, differing < 0 ? [...other].length : differing);
  }
  const start = characters.slice(0, shared).join("");
  const rests = group.map((text) => text.slice(start.length));
  const tree = toLiteralTree(rests.filter((rest) => rest !== ""));
  return `${toGbnfLiteral(start)} (${tree})${rests.includes("") ? "?" : ""}`;
}
