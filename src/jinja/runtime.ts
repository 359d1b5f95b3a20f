import type { Budget } from "./budget.ts";
import type { Arguments, Value } from "./value.ts";

/** Part of a rendering that filters, tests and methods may use. */
export interface Runtime {
  readonly budget: Budget;
  /** Applies another filter by its name. */
  filter(name: string, value: Value, args: Arguments): Value;
  test(name: string, value: Value, args: Arguments): boolean;
}

export type Filter = (value: Value, args: Arguments, runtime: Runtime) => Value;
export type Test = (value: Value, args: Arguments, runtime: Runtime) => boolean;
/** A method of a text, list or dictionary. */
export type Method<T> = (self: T, args: Arguments, budget: Budget) => Value;
