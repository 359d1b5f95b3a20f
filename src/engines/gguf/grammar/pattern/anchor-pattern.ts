import { ALL } from "./code-points.ts";
import type { ParsedPattern } from "./parse-pattern.ts";
import type { PatternNode } from "./pattern-node.ts";
import type { TextForm } from "./to-characters.ts";

const ANYTHING: PatternNode = { type: "repeat", part: { type: "set", ranges: ALL }, least: 0 };

/**
 * Turns an expression that is searched for into one of whole texts: what does not begin with `^` may follow anything.
 *
 * A `^` or `$` in the middle is left out, which lets more texts fit.
 */
export function anchorPattern({ node, exact }: ParsedPattern, form: TextForm): ParsedPattern {
  let isExact = exact;

  function edge(parts: readonly PatternNode[], at: "start" | "end"): readonly PatternNode[] {
    const [outer, ...inner] = at === "start" ? parts : parts.toReversed();
    const rest = at === "start" ? inner : inner.toReversed();
    const join = (one: readonly PatternNode[]) => (at === "start" ? [...one, ...rest] : [...rest, ...one]);
    if (outer?.type === "edge" && outer.at === at) return edgeOff(rest, at);
    if (outer?.type === "sequence") return edge(join(outer.parts), at);
    if (outer?.type === "choice" && hasEdge(outer)) {
      const options = outer.options.map((option): PatternNode => ({ type: "sequence", parts: edge([option], at) }));
      return join([{ type: "choice", options }]);
    }
    return at === "start" ? [ANYTHING, ...parts] : [...parts, ANYTHING];
  }

  /** `^^a` is `^a`. */
  function edgeOff(parts: readonly PatternNode[], at: "start" | "end"): readonly PatternNode[] {
    const outer = at === "start" ? parts[0] : parts.at(-1);
    if (outer?.type !== "edge" || outer.at !== at) return parts;
    return edgeOff(at === "start" ? parts.slice(1) : parts.slice(0, -1), at);
  }

  function dropEdges(one: PatternNode): PatternNode {
    switch (one.type) {
      case "edge":
        isExact = false;
        return { type: "sequence", parts: [] };
      case "sequence":
        return { ...one, parts: one.parts.map(dropEdges) };
      case "choice":
        return { ...one, options: one.options.map(dropEdges) };
      case "repeat":
        return { ...one, part: dropEdges(one.part) };
      case "set":
        return one;
      default:
        return one satisfies never;
    }
  }

  // A text that is guided by an expression is one of its texts as a whole.
  if (form === "plain") return { node: dropEdges(stripOuter(node)), exact: isExact };
  const options = node.type === "choice" ? node.options : [node];
  const anchored = options.map((option) =>
    dropEdges({ type: "sequence", parts: edge(edge([option], "start"), "end") }),
  );
  return { node: { type: "choice", options: anchored }, exact: isExact };
}

/** An expression of whole texts may have its edges or not. */
function stripOuter(node: PatternNode): PatternNode {
  if (node.type === "choice") return { ...node, options: node.options.map(stripOuter) };
  if (node.type !== "sequence") return node;
  const [first] = node.parts;
  const parts = first?.type === "edge" && first.at === "start" ? node.parts.slice(1) : node.parts;
  const last = parts.at(-1);
  return { ...node, parts: last?.type === "edge" && last.at === "end" ? parts.slice(0, -1) : parts };
}

function hasEdge(node: PatternNode): boolean {
  switch (node.type) {
    case "edge":
      return true;
    case "sequence":
      return node.parts.some(hasEdge);
    case "choice":
      return node.options.some(hasEdge);
    case "repeat":
    case "set":
      return false;
    default:
      return node satisfies never;
  }
}
