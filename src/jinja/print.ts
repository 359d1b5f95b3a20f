import type { Budget } from "./budget.ts";
import { Callable, isDict, isFloat, isNumeric, Namespace, numberOf, Tuple, typeName, type Value } from "./value.ts";

/** The text of a value, as Python's `str()` writes it; nothing for what is undefined. */
export function print(value: Value, budget: Budget): string {
  if (typeof value === "string") return value;
  return value === undefined ? "" : represent(value, budget);
}

/** Python's `repr()`. */
export function represent(value: Value, budget: Budget): string {
  budget.spend(4);
  if (value === undefined) return "Undefined";
  if (value === null) return "None";
  if (typeof value === "string") return quote(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (isNumeric(value)) return isFloat(value) ? printFloat(numberOf(value)) : String(value);
  if (Array.isArray(value)) {
    const items = value.map((one) => represent(one, budget)).join(", ");
    if (value instanceof Tuple) return value.length === 1 ? `(${items},)` : `(${items})`;
    return `[${items}]`;
  }
  if (isDict(value))
    return `{${[...value].map(([key, one]) => `${represent(key, budget)}: ${represent(one, budget)}`).join(", ")}}`;
  return `<${value instanceof Callable || value instanceof Namespace ? typeName(value) : "object"}>`;
}

/** Shortest digits that give the number back: as JavaScript has them, in the exponents' form of Python. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16))
    return value.toExponential().replace(/e([+-])(\d)$/, (_, sign: string, digit: string) => `e${sign}0${digit}`);
  const digits = String(value);
  return Number.isInteger(value) ? `${digits}.0` : digits;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
/** Characters that Python's `str.isprintable()` calls not printable, and those to escape anyway. */
const unprintable = /[\\\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(unprintable, (one) => escapes[one] ?? escapeCode(one.codePointAt(0) ?? 0));
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function escapeCode(code: number): string {
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
