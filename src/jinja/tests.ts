import { filters } from "./filters.ts";
import { failed } from "./jinja-error.ts";
import { isEqual, isIn, order } from "./operators.ts";
import type { Test } from "./runtime.ts";
import { Callable, isDict, isFloat, isNumeric, numberOf, toInteger, type Value } from "./value.ts";

const equal: Test = (value, args, { budget }) => isEqual(value, args.get(0), budget);
const unequal: Test = (value, args, { budget }) => !isEqual(value, args.get(0), budget);
const less: Test = (value, args, { budget }) => order(value, args.get(0), budget) < 0;
const atMost: Test = (value, args, { budget }) => order(value, args.get(0), budget) <= 0;
const greater: Test = (value, args, { budget }) => order(value, args.get(0), budget) > 0;
const atLeast: Test = (value, args, { budget }) => order(value, args.get(0), budget) >= 0;

/** Every test of Jinja2: what may stand behind `is`. */
export const tests: Readonly<Record<string, Test>> = {
  __proto__: null as never,
  defined: (value) => value !== undefined,
  undefined: (value) => value === undefined,
  none: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
  true: (value) => value === true,
  false: (value) => value === false,
  string: (value) => typeof value === "string",
  number: isNumeric,
  integer: (value) => isNumeric(value) && typeof value !== "boolean" && !isFloat(value),
  float: isFloat,
  mapping: isDict,
  // A name without a value can be gone over and has a length, so that it is a sequence too.
  sequence: isSequence,
  iterable: isSequence,
  callable: (value) => value instanceof Callable,
  escaped: () => false,
  lower: (value) => typeof value === "string" && value !== value.toUpperCase() && value === value.toLowerCase(),
  upper: (value) => typeof value === "string" && value !== value.toLowerCase() && value === value.toUpperCase(),
  odd: (value) => remainder(value, 2) === 1,
  even: (value) => remainder(value, 2) === 0,
  divisibleby: (value, args) => remainder(value, toInteger(args.get(0, "num"))) === 0,
  sameas: (value, args) => value === args.get(0, "other"),
  in: (value, args, { budget }) => isIn(value, args.get(0, "seq"), budget),
  contains: (value, args, { budget }) => isIn(args.get(0), value, budget),
  filter: (value) => typeof value === "string" && value in filters,
  test: (value) => typeof value === "string" && value in tests,
  eq: equal,
  equalto: equal,
  "==": equal,
  ne: unequal,
  "!=": unequal,
  lt: less,
  lessthan: less,
  "<": less,
  le: atMost,
  "<=": atMost,
  gt: greater,
  greaterthan: greater,
  ">": greater,
  ge: atLeast,
  ">=": atLeast,
};

function isSequence(value: Value): boolean {
  return value === undefined || typeof value === "string" || Array.isArray(value) || isDict(value);
}

function remainder(value: Value, by: number): number {
  if (!isNumeric(value) || by === 0) throw failed("a number is required");
  const number = numberOf(value);
  return number - by * Math.floor(number / by);
}
