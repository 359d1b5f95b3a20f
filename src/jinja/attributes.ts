import type { Budget } from "./budget.ts";
import { dictMethods } from "./dict-methods.ts";
import { failed } from "./jinja-error.ts";
import { listMethods } from "./list-methods.ts";
import type { Method } from "./runtime.ts";
import { textMethods } from "./text-methods.ts";
import {
  Callable,
  countCharacters,
  type Dict,
  isDict,
  isFloat,
  isNumeric,
  Namespace,
  numberOf,
  type Value,
} from "./value.ts";

/** `object.name`: a method before an entry of that name, as Python has it. */
export function getAttribute(object: Value, name: string, budget: Budget): Value {
  if (object === undefined || object === null) return undefined;
  const found = findAttribute(object, name, budget);
  return found === undefined && isDict(object) ? object.get(name) : found;
}

/** `object[key]`: an entry before a method of that name. */
export function getItem(object: Value, key: Value, budget: Budget): Value {
  if (isDict(object)) {
    if (object.has(key)) return object.get(key);
  } else if ((typeof object === "string" || Array.isArray(object)) && isNumeric(key) && !isFloat(key))
    return itemAt(object, numberOf(key), budget);
  return typeof key === "string" ? findAttribute(object, key, budget) : undefined;
}

function itemAt(object: string | readonly Value[], index: number, budget: Budget): Value {
  if (typeof object !== "string") return object.at(index);
  const plain = countCharacters(object) === object.length;
  budget.spend(object.length / 256);
  return plain ? object.at(index) : [...object].at(index);
}

function findAttribute(object: Value, name: string, budget: Budget): Value {
  if (name.startsWith("_")) return undefined;
  if (object instanceof Namespace) return object.attributes.get(name);
  if (object instanceof Callable) return object.attributes?.get(name);
  if (typeof object === "string") return bind(object, textMethods[name], { name, budget });
  if (isDict(object)) return bind(object, dictMethods[name], { name, budget });
  if (Array.isArray(object)) return bind(object, listMethods[name], { name, budget });
  return undefined;
}

function bind<T extends string | Value[] | Dict>(
  self: T,
  method: Method<T> | undefined,
  { name, budget }: { readonly name: string; readonly budget: Budget },
): Callable | undefined {
  if (method === undefined) return undefined;
  return new Callable(name, (args) => {
    budget.read(self);
    return method(self, args, budget);
  });
}

export function setAttribute(object: Value, name: string, value: Value): void {
  if (!(object instanceof Namespace)) throw failed("an attribute can only be set of a namespace");
  object.attributes.set(name, value);
}
