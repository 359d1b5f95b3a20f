import { failed } from "./jinja-error.ts";

/**
 * A value of a template, as Python has it: `undefined` is a name without a value, `null` is None, a whole `number` is an
 * integer and any other a float. A float without a fraction is a `Float`, an integer beyond 2^53 a `bigint`.
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Float
  | Value[]
  | Dict
  | Namespace
  | Callable;

/** A dictionary: keys in the order in which they came. */
export type Dict = Map<Value, Value>;

/** A list that cannot be changed, and that prints in round brackets. */
export class Tuple extends Array<Value> {}

export function toTuple(values: Iterable<Value>): Tuple {
  const tuple = new Tuple();
  tuple.push(...values);
  return tuple;
}

/** A float whose value is whole, infinite or not a number. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** Value of `namespace()`: its attributes can be set from inside loops. */
export class Namespace {
  readonly attributes: Map<string, Value>;
  constructor(attributes: Map<string, Value>) {
    this.attributes = attributes;
  }
}

/** A macro, a method or a function of the surroundings; it may have attributes, as a loop has. */
export class Callable {
  readonly name: string;
  readonly call: (args: Arguments) => Value;
  readonly attributes: ReadonlyMap<string, Value> | undefined;
  constructor(name: string, call: (args: Arguments) => Value, attributes?: ReadonlyMap<string, Value>) {
    this.name = name;
    this.call = call;
    this.attributes = attributes;
  }
}

/** The arguments of one call. */
export class Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  constructor(positional: readonly Value[] = [], named: ReadonlyMap<string, Value> = new Map()) {
    this.positional = positional;
    this.named = named;
  }

  /** The argument at a place, or by its name. */
  get(index: number, name?: string): Value {
    if (index < this.positional.length) return this.positional[index];
    return name === undefined ? undefined : this.named.get(name);
  }

  text(index: number, name?: string): string | undefined {
    const value = this.get(index, name);
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    throw failed(`an argument must be a string, not ${typeName(value)}`);
  }

  integer(index: number, name?: string): number | undefined {
    const value = this.get(index, name);
    return value === undefined || value === null ? undefined : toInteger(value);
  }
}

export function isDict(value: Value): value is Dict {
  return value instanceof Map;
}

export function isNumeric(value: Value): value is number | bigint | boolean | Float {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean" || value instanceof Float;
}

export function isFloat(value: Value): boolean {
  return value instanceof Float || (typeof value === "number" && !Number.isInteger(value));
}

/** The number behind a numeric value; True is 1. */
export function numberOf(value: number | bigint | boolean | Float): number {
  return value instanceof Float ? value.value : Number(value);
}

export function toFloat(value: number): number | Float {
  return Number.isFinite(value) && !Number.isInteger(value) ? value : new Float(value);
}

export function toInteger(value: Value): number {
  if (isNumeric(value) && !isFloat(value)) return Number(value);
  throw failed(`an integer is required, not ${typeName(value)}`);
}

/** Python's name of a value's type, for messages. */
export function typeName(value: Value): string {
  if (value === undefined) return "undefined";
  if (value === null) return "None";
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  if (isNumeric(value)) return isFloat(value) ? "float" : "int";
  if (value instanceof Tuple) return "tuple";
  if (Array.isArray(value)) return "list";
  if (isDict(value)) return "dict";
  return value instanceof Namespace ? "namespace" : "function";
}

export function isTrue(value: Value): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (isNumeric(value)) return numberOf(value) !== 0;
  if (Array.isArray(value)) return value.length > 0;
  return isDict(value) ? value.size > 0 : true;
}

/** The items that a loop over a value takes; a name without a value has none. */
export function iterate(value: Value): readonly Value[] {
  if (value === undefined) return [];
  if (typeof value === "string") return [...value];
  if (Array.isArray(value)) return value;
  if (isDict(value)) return [...value.keys()];
  throw failed(`${typeName(value)} is not iterable`);
}

export function lengthOf(value: Value): number {
  if (value === undefined) return 0;
  if (typeof value === "string") return countCharacters(value);
  if (Array.isArray(value)) return value.length;
  if (isDict(value)) return value.size;
  throw failed(`${typeName(value)} has no length`);
}

/** Characters as Python counts them: one outside of the basic plane is one. */
export function countCharacters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++)
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      count--;
      at++;
    }
  return count;
}
