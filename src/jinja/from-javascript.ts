import { type Dict, Float, Tuple, type Value } from "./value.ts";

/** Turns a value of JavaScript, such as parsed JSON, into one of a template; what is no data becomes undefined. */
export function fromJavaScript(value: unknown): Value {
  if (typeof value === "number") return Number.isFinite(value) ? value : new Float(value);
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "bigint")
    return value;
  if (value instanceof Float || value instanceof Map || value instanceof Tuple) return value;
  if (Array.isArray(value)) return value.map(fromJavaScript);
  if (typeof value !== "object") return undefined;
  const dict: Dict = new Map();
  for (const [key, one] of Object.entries(value)) if (one !== undefined) dict.set(key, fromJavaScript(one));
  return dict;
}
