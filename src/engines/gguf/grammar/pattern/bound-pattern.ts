import type { PatternNode } from "./pattern-node.ts";

/** Parts of an expression; each becomes a few elements that llama.cpp follows. */
const MOST_PARTS = 2000;
/** llama.cpp writes every repetition out. */
const MOST_REPETITIONS = 1000;
/** Counted repetitions in counted repetitions: so many ways one text may be read. */
const MOST_NESTED = 2000;

/** Whether an expression is small enough to be followed at every token. */
export function boundPattern(node: PatternNode): boolean {
  let parts = 0;
  let repetitions = 0;

  function visit(one: PatternNode, nested: number): boolean {
    if (++parts > MOST_PARTS || nested > MOST_NESTED) return false;
    switch (one.type) {
      case "set":
        return one.ranges.length <= MOST_PARTS;
      case "edge":
        return true;
      case "sequence":
        return one.parts.every((part) => visit(part, nested));
      case "choice":
        return one.options.every((option) => visit(option, nested));
      case "repeat": {
        const count = Math.max(one.least, one.most ?? 1, 1);
        repetitions += count;
        return repetitions <= MOST_REPETITIONS && visit(one.part, nested * count);
      }
      default:
        return one satisfies never;
    }
  }

  return visit(node, 1);
}
