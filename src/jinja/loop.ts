import type { Budget } from "./budget.ts";
import { isEqual } from "./operators.ts";
import { type Arguments, Callable, toTuple, type Value } from "./value.ts";

/** Where a loop stands; shared by the `loop` of all of its turns. */
export interface LoopItems {
  readonly items: readonly Value[];
  index: number;
  readonly depth: number;
  /** Last arguments of `loop.changed()`. */
  changed: Value;
  /** Runs the loop's body for other items, where it is a recursive one. */
  recurse: ((args: Arguments) => Value) | undefined;
}

/** Creates the `loop` of one turn. */
export function createLoop(loop: LoopItems, budget: Budget): Value {
  const { items, index, depth } = loop;
  const attributes = new Map<string, Value>([
    ["index", index + 1],
    ["index0", index],
    ["revindex", items.length - index],
    ["revindex0", items.length - index - 1],
    ["first", index === 0],
    ["last", index === items.length - 1],
    ["length", items.length],
    ["previtem", items[index - 1]],
    ["nextitem", items[index + 1]],
    ["depth", depth + 1],
    ["depth0", depth],
    ["cycle", new Callable("cycle", ({ positional }) => positional[index % Math.max(1, positional.length)])],
    [
      "changed",
      new Callable("changed", ({ positional }) => {
        const asked = toTuple(positional);
        const isSame = isEqual(loop.changed, asked, budget);
        loop.changed = asked;
        return !isSame;
      }),
    ],
  ]);
  return new Callable("loop", (args) => loop.recurse?.(args), attributes);
}
