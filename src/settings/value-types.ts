import { z } from "zod";
import { AssayError } from "../core/errors.ts";
import { endSentence } from "../lib/end-sentence.ts";
import { parseOriginPattern } from "../lib/origin-pattern.ts";
import { parseByteSize, parseDurationMs, parseList, parseNumber, parseShare, parseSwitch } from "./text-values.ts";

/** A kind of value that people write: how its text is read, and what it must then be. */
export interface ValueType<T> {
  readonly schema: z.ZodType<T>;
  /** Rule for a value, in the words of an error. */
  readonly rule: string;
  /** Makes of a flag's or variable's text what `schema` then checks. */
  readonly fromText: (text: string) => unknown;
}

/** Reads a text, or checks a value. @param where names it in the error. @throws AssayError `invalid-input` */
export function readValue<T>(value: unknown, { schema, rule, fromText }: ValueType<T>, where: string): T {
  const result = schema.safeParse(typeof value === "string" ? fromText(value) : value);
  if (result.success) return result.data;
  const shown = typeof value === "number" ? String(value) : JSON.stringify(value);
  throw new AssayError({
    code: "invalid-input",
    message: endSentence(`${where} must be ${rule}, not ${shown}`),
  });
}

const text = (written: string) => written;
const positive = z.number().gt(0);

/** A text that is not empty. */
export const filled: z.ZodType<string> = z.string().regex(/\S/, "a text that is not empty");

export const anyText: ValueType<string> = { schema: filled, rule: "a text that is not empty", fromText: text };
export const anySwitch: ValueType<boolean> = { schema: z.boolean(), rule: "1 or 0", fromText: parseSwitch };
export const above0: ValueType<number> = { schema: positive, rule: "a number above 0", fromText: parseNumber };
/** Bytes. */
export const anySize: ValueType<number> = {
  schema: positive,
  rule: "a size above 0 with its unit, such as 2GB or 500MB",
  fromText: parseByteSize,
};
/** From 0 to 1. */
export const share: ValueType<number> = {
  schema: z.number().min(0).max(1),
  rule: "a share from 0 to 1, such as 0.8 or 80%",
  fromText: parseShare,
};
/** Names under which a service may be asked for. 0.0.0.0 and :: are nobody's. */
export const hostNames: ValueType<readonly string[]> = listOf(
  (name) => name === "*" || (/^([a-z0-9._-]+|\[?[0-9a-f:.]*:[0-9a-f:.]*\]?)$/i.test(name) && !isUnspecified(name)),
  "names or addresses with commas between, without scheme and port, such as box.lan, or *",
);

/** Patterns of origins that some page can have. */
export const origins: ValueType<readonly string[]> = listOf(
  (origin) => parseOriginPattern(origin) !== undefined,
  "origins with commas between, without a path, such as https://chat.example, https://*.example.com or app://* (pages opened from disk have a setting of their own, allowFilePages)",
);

function listOf(isOne: (text: string) => boolean, rule: string): ValueType<readonly string[]> {
  return { schema: z.array(z.string().refine(isOne, rule)).readonly(), rule, fromText: parseList };
}

function isUnspecified(name: string): boolean {
  return /^(0\.0\.0\.0|\[?::\]?)$/.test(name);
}

/** Such as `02:00`. */
export const timeOfDay: ValueType<string> = {
  schema: z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/),
  rule: "a time of the day such as 02:00",
  fromText: (written) => written.trim(),
};

export function whole(least: number, most = Number.MAX_SAFE_INTEGER): ValueType<number> {
  return {
    schema: z.int().min(least).max(most),
    rule: `a whole number of at least ${least}${most === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${most}`}`,
    fromText: parseNumber,
  };
}

export function between(least: number, most: number): ValueType<number> {
  return {
    schema: z.number().min(least).max(most),
    rule: `a number from ${least} to ${most}`,
    fromText: parseNumber,
  };
}

/** In ms. */
export function time(example: string): ValueType<number> {
  return { schema: positive, rule: `a time above 0, such as ${example}`, fromText: parseDurationMs };
}

export function oneOf<const T extends string>(...values: readonly T[]): ValueType<T> {
  return {
    schema: z.enum(values),
    rule: `${values.length === 1 ? "" : "one of "}${values.join(", ")}`,
    fromText: text,
  };
}
