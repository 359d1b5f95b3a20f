import { typeOf } from "./find-overlaps.ts";
import type { GbnfRules } from "./gbnf-rules.ts";
import { toLiteralTree } from "./literal-tree.ts";
import { toIntegerRange, toNumberRange } from "./number-range.ts";
import { badSchema, cannotHonour } from "./schema-errors.ts";
import { readCount, readTypes, type Schema } from "./schema-keywords.ts";

const date = '[0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | "1" [0-9] | "2" [0-8])';
const time =
  '([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("." [0-9]{1,6})? ("Z" | [+-] ([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9])';

/** RFC 3339 and RFC 4122; days stop at the 28th, which every month has. */
const formats: Readonly<Record<string, string>> = {
  date,
  time,
  "date-time": `${date} "T" ${time}`,
  uuid: 'hex{8} "-" hex{4} "-" hex{4} "-" hex{4} "-" hex{12}',
};

/** Rule of a text by its length or format. */
export function toStringRule(schema: Schema, path: string, rules: GbnfRules): string {
  const { format } = schema;
  const least = readCount(schema, "minLength", path) ?? 0;
  const most = readCount(schema, "maxLength", path);
  if (most !== undefined && most < least) throw badSchema(`${path}.maxLength`, `at least minLength, ${least}`, most);
  if (format !== undefined) {
    const body = formats[String(format)];
    if (body === undefined || !Object.hasOwn(formats, String(format)))
      throw cannotHonour(`${path}.format`, `is honoured for ${Object.keys(formats).join(", ")}, not ${String(format)}`);
    if (least > 0 || most !== undefined) throw cannotHonour(`${path}.format`, "is not honoured beside a length");
    return rules.add(`"\\"" ${body} "\\""`);
  }
  if (least === 0 && most === undefined) return "string";
  return rules.add(`"\\"" char{${least},${most ?? ""}} "\\""`);
}

/** Rule of a number within its bounds. */
export function toNumberRule(type: "integer" | "number", schema: Schema, path: string, rules: GbnfRules): string {
  const { multipleOf } = schema;
  if (multipleOf !== undefined && !(multipleOf === 1 && type === "integer"))
    throw cannotHonour(`${path}.multipleOf`, "is not honoured");
  const bound = (key: string): number | undefined => {
    const value = schema[key];
    if (value === undefined) return undefined;
    if (typeof value !== "number" || !Number.isFinite(value))
      throw badSchema(`${path}.${key}`, "a finite number", value);
    if (type === "number" && !Number.isInteger(value))
      throw cannotHonour(`${path}.${key}`, "is honoured for whole numbers only, unless the type is integer");
    return value;
  };
  const bounds = {
    minimum: bound("minimum"),
    maximum: bound("maximum"),
    exclusiveMinimum: bound("exclusiveMinimum"),
    exclusiveMaximum: bound("exclusiveMaximum"),
  };
  if (Object.values(bounds).every((one) => one === undefined)) return type;
  const body = type === "integer" ? toIntegerRange(bounds) : toNumberRange(bounds);
  if (body === "") throw badSchema(path, "a schema that some number fits", schema);
  return rules.add(body);
}

/** Rule of a value that must be one of those listed, and of the schema's type where it names one. */
export function toLiteralRule(schema: Schema, keyword: "const" | "enum", path: string, rules: GbnfRules): string {
  const listed: unknown = keyword === "const" ? [schema.const] : schema.enum;
  if (!Array.isArray(listed)) throw badSchema(`${path}.enum`, "a list of values", listed);
  const types = readTypes(schema, path);
  const fitting = listed.filter(
    (value) => types?.some((type) => type === typeOf(value) || (type === "integer" && Number.isInteger(value))) ?? true,
  );
  if (fitting.length === 0) throw badSchema(`${path}.${keyword}`, "a list with a value of the schema's type", listed);
  return rules.add(toLiteralTree(fitting.map((value) => JSON.stringify(value))));
}
