import type { Budget } from "./budget.ts";
import { formatPercent } from "./format-percent.ts";
import { failed } from "./jinja-error.ts";
import { print } from "./print.ts";
import type { BinaryOperator, ComparisonOperator } from "./syntax.ts";
import {
  countCharacters,
  isDict,
  isFloat,
  isNumeric,
  iterate,
  numberOf,
  Tuple,
  toFloat,
  toTuple,
  typeName,
  type Value,
} from "./value.ts";

/** Equality as Python has it: by content, and 1 is 1.0 is True. */
export function isEqual(left: Value, right: Value, budget: Budget): boolean {
  budget.spend();
  if (typeof left === "string") budget.read(left);
  if (left === right) return true;
  if (isNumeric(left) && isNumeric(right)) {
    if (typeof left === "bigint" || typeof right === "bigint") return String(left) === String(right);
    return numberOf(left) === numberOf(right);
  }
  if (Array.isArray(left) && Array.isArray(right))
    return (
      left.length === right.length &&
      left instanceof Tuple === right instanceof Tuple &&
      left.every((one, index) => isEqual(one, right[index], budget))
    );
  if (isDict(left) && isDict(right))
    return (
      left.size === right.size &&
      [...left].every(([key, one]) => right.has(key) && isEqual(one, right.get(key), budget))
    );
  return false;
}

/** Order of two values: negative, 0 or positive. */
export function order(left: Value, right: Value, budget: Budget): number {
  if (isNumeric(left) && isNumeric(right)) return numberOf(left) - numberOf(right);
  if (typeof left === "string" && typeof right === "string") return orderTexts(left, right);
  if (Array.isArray(left) && Array.isArray(right)) {
    for (let index = 0; index < Math.min(left.length, right.length); index++)
      if (!isEqual(left[index], right[index], budget)) return order(left[index], right[index], budget);
    return left.length - right.length;
  }
  throw failed(`${typeName(left)} and ${typeName(right)} cannot be ordered`);
}

/** By code point: JavaScript's own order is by halves of surrogates. */
function orderTexts(left: string, right: string): number {
  if (left === right) return 0;
  for (let at = 0; at < Math.min(left.length, right.length); ) {
    const [a, b] = [left.codePointAt(at) ?? 0, right.codePointAt(at) ?? 0];
    if (a !== b) return a - b;
    at += a > 0xffff ? 2 : 1;
  }
  return left.length - right.length;
}

export function isIn(value: Value, container: Value, budget: Budget): boolean {
  if (typeof container === "string") {
    budget.read(container);
    if (typeof value === "string") return container.includes(value);
    throw failed(`'in <string>' requires a string, not ${typeName(value)}`);
  }
  if (isDict(container)) return container.has(value);
  return iterate(container).some((one) => isEqual(one, value, budget));
}

export function compare(operator: ComparisonOperator, { left, right }: Operands, budget: Budget): boolean {
  switch (operator) {
    case "==":
      return isEqual(left, right, budget);
    case "!=":
      return !isEqual(left, right, budget);
    case "in":
      return isIn(left, right, budget);
    case "not in":
      return !isIn(left, right, budget);
    case "<":
      return order(left, right, budget) < 0;
    case "<=":
      return order(left, right, budget) <= 0;
    case ">":
      return order(left, right, budget) > 0;
    case ">=":
      return order(left, right, budget) >= 0;
    default:
      return operator satisfies never;
  }
}

export interface Operands {
  readonly left: Value;
  readonly right: Value;
}

export function calculate(operator: BinaryOperator, { left, right }: Operands, budget: Budget): Value {
  if (operator === "~") return join(print(left, budget), print(right, budget), budget);
  if (operator === "+" && typeof left === "string" && typeof right === "string") return join(left, right, budget);
  if (operator === "+" && Array.isArray(left) && Array.isArray(right)) {
    budget.spend(left.length + right.length);
    return left instanceof Tuple ? toTuple([...left, ...right]) : [...left, ...right];
  }
  if (operator === "%" && typeof left === "string") return formatPercent(left, right, budget);
  if (operator === "*" && (typeof left === "string" || Array.isArray(left))) return repeat(left, right, budget);
  if (operator === "*" && (typeof right === "string" || Array.isArray(right))) return repeat(right, left, budget);
  if (isNumeric(left) && isNumeric(right)) return calculateNumbers(operator, left, right);
  if (left === undefined || right === undefined) throw failed(`an operand of "${operator}" is undefined`);
  throw failed(`unsupported operand types for "${operator}": ${typeName(left)} and ${typeName(right)}`);
}

function join(left: string, right: string, budget: Budget): string {
  budget.joined(left.length + right.length);
  return left + right;
}

function repeat(value: string | Value[], times: Value, budget: Budget): Value {
  if (!isNumeric(times) || isFloat(times)) throw failed(`a sequence cannot be multiplied by ${typeName(times)}`);
  const count = Math.max(0, numberOf(times));
  if (typeof value === "string") {
    budget.text(value.length * count);
    return value.repeat(count);
  }
  budget.spend(1 + value.length * count);
  const items = Array.from({ length: count }, () => value).flat();
  return value instanceof Tuple ? toTuple(items) : items;
}

type Numeric = Parameters<typeof numberOf>[0];

function calculateNumbers(operator: Exclude<BinaryOperator, "~">, left: Numeric, right: Numeric): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (b === 0 && (operator === "/" || operator === "//" || operator === "%")) throw failed("division by zero");
  const result = calculatePlain(operator, a, b);
  const isWhole = !isFloat(left) && !isFloat(right) && operator !== "/" && !(operator === "**" && b < 0);
  return isWhole && Number.isFinite(result) ? result + 0 : toFloat(result);
}

function calculatePlain(operator: Exclude<BinaryOperator, "~">, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return Math.floor(a / b);
    case "%":
      return a - b * Math.floor(a / b);
    case "**":
      return a ** b;
    default:
      return operator satisfies never;
  }
}

/** Part of a text or list, as Python's `[start:stop:step]` takes it. */
export function slice(
  value: Value,
  bounds: {
    readonly start?: number | undefined;
    readonly stop?: number | undefined;
    readonly step?: number | undefined;
  },
  budget: Budget,
): Value {
  const isText = typeof value === "string";
  if (value === undefined) throw failed("what is undefined has no parts");
  if (!isText && !Array.isArray(value)) throw failed(`${typeName(value)} has no parts`);
  const { step = 1 } = bounds;
  if (step === 0) throw failed("the step of a slice cannot be zero");
  budget.spend(1 + value.length / (isText ? 16 : 1));
  const items = isText && countCharacters(value) !== value.length ? [...value] : value;
  const bound = (at: number | undefined, standard: number) => {
    if (at === undefined) return standard;
    const [low, high] = step > 0 ? [0, items.length] : [-1, items.length - 1];
    return Math.min(Math.max(at < 0 ? at + items.length : at, low), high);
  };
  const start = bound(bounds.start, step > 0 ? 0 : items.length - 1);
  const stop = bound(bounds.stop, step > 0 ? items.length : -1);
  if (typeof items === "string" && step === 1) return items.slice(start, Math.max(start, stop));
  const taken: Value[] = [];
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) taken.push(items[at]);
  if (isText) return taken.join("");
  return value instanceof Tuple ? toTuple(taken) : taken;
}
