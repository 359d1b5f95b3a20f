import type { Method } from "./runtime.ts";
import { type Dict, toTuple } from "./value.ts";

/** Without those that change a dictionary: what a template is given stays as it is. */
export const dictMethods: Readonly<Record<string, Method<Dict>>> = {
  __proto__: null as never,
  get: (self, args) => (self.has(args.get(0, "key")) ? self.get(args.get(0, "key")) : (args.get(1, "default") ?? null)),
  items: (self, _, budget) => {
    budget.spend(self.size);
    return [...self].map(toTuple);
  },
  keys: (self, _, budget) => {
    budget.spend(self.size);
    return [...self.keys()];
  },
  values: (self, _, budget) => {
    budget.spend(self.size);
    return [...self.values()];
  },
  copy: (self, _, budget) => {
    budget.spend(self.size);
    return new Map(self);
  },
};
