import { failed } from "./jinja-error.ts";
import { isEqual } from "./operators.ts";
import type { Method } from "./runtime.ts";
import { iterate, Tuple, type Value } from "./value.ts";

/** Lists can grow and shrink: templates that have no other way to gather things do it. */
export const listMethods: Readonly<Record<string, Method<Value[]>>> = {
  __proto__: null as never,
  append: (self, args) => {
    requireList(self).push(args.get(0));
    return null;
  },
  extend: (self, args, budget) => {
    const items = [...iterate(args.get(0))];
    budget.spend(items.length);
    for (const item of items) requireList(self).push(item);
    return null;
  },
  pop: (self, args) => {
    const [taken] = requireList(self).splice(args.integer(0) ?? -1, 1);
    if (taken === undefined) throw failed("pop from an empty list");
    return taken;
  },
  index: (self, args, budget) => {
    const at = self.findIndex((one) => isEqual(one, args.get(0), budget));
    if (at < 0) throw failed("the value is not in the list");
    return at;
  },
  count: (self, args, budget) => self.filter((one) => isEqual(one, args.get(0), budget)).length,
  copy: (self) => [...self],
};

function requireList(self: Value[]): Value[] {
  if (self instanceof Tuple) throw failed("a tuple cannot be changed");
  return self;
}
