import type { Budget } from "./budget.ts";
import { failed } from "./jinja-error.ts";
import { printFloat } from "./print.ts";
import { Callable, isDict, isFloat, isNumeric, Namespace, numberOf, type Value } from "./value.ts";

/** The layout of `json.dumps()`. */
export interface JsonLayout {
  readonly indent?: string | undefined;
  readonly itemSeparator: string;
  readonly keySeparator: string;
  readonly sortKeys: boolean;
  readonly ascii: boolean;
}

/** Writes a value as Python's `json.dumps()` does. */
export function toJson(value: Value, layout: JsonLayout, budget: Budget): string {
  return writeJson(value, { layout, budget, depth: 0 });
}

interface JsonPlace {
  readonly layout: JsonLayout;
  readonly budget: Budget;
  readonly depth: number;
}

function writeJson(value: Value, place: JsonPlace): string {
  const { layout, budget, depth } = place;
  budget.spend(4);
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return quoteJson(value, layout.ascii);
  if (isNumeric(value)) return isFloat(value) ? printJsonFloat(numberOf(value)) : String(value);
  if (value === undefined || value instanceof Callable || value instanceof Namespace)
    throw failed(`${value === undefined ? "what is undefined" : "this value"} cannot be written as JSON`);
  if (Array.isArray(value))
    return wrap(
      "[]",
      value.map((one) => writeJson(one, { ...place, depth: depth + 1 })),
      place,
    );
  if (!isDict(value)) throw failed("this value cannot be written as JSON");
  const entries = [...value].map(([key, one]) => [toJsonKey(key), one] as const);
  if (layout.sortKeys) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const items = entries.map(
    ([key, one]) => quoteJson(key, layout.ascii) + layout.keySeparator + writeJson(one, { ...place, depth: depth + 1 }),
  );
  return wrap("{}", items, place);
}

function wrap(brackets: "[]" | "{}", items: readonly string[], { layout, depth }: JsonPlace): string {
  const [open, close] = brackets;
  if (items.length === 0 || layout.indent === undefined) return open + items.join(layout.itemSeparator) + close;
  const line = `\n${layout.indent.repeat(depth)}`;
  return open + line + layout.indent + items.join(layout.itemSeparator + line + layout.indent) + line + close;
}

function toJsonKey(key: Value): string {
  if (typeof key === "string") return key;
  if (key === null) return "null";
  if (isNumeric(key)) return isFloat(key) ? printFloat(numberOf(key)) : String(key);
  throw failed("a key of JSON must be a string");
}

/** Python leaves a lone surrogate as it is, `JSON.stringify()` escapes it. */
function quoteJson(text: string, ascii: boolean): string {
  const quoted = text.isWellFormed()
    ? JSON.stringify(text)
    : `"${[...text].map((one) => (one.isWellFormed() ? JSON.stringify(one).slice(1, -1) : one)).join("")}"`;
  if (!ascii) return quoted;
  return quoted.replace(/[\x7f-\uffff]/g, (one) =>
    one === "\x7f" ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function printJsonFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return printFloat(value);
}
