import { badSchema } from "../../answering/schemas/schema-errors.ts";
import { readCount, readTypes, type Schema } from "../../answering/schemas/schema-keywords.ts";
import { typeOf } from "./find-overlaps.ts";
import { toLiteralTree } from "./gbnf/literal-tree.ts";
import { patternToGbnf } from "./pattern/pattern-to-gbnf.ts";
import type { SchemaWriter } from "./schema-writer.ts";
import { findFormat, isCheckable } from "./string-formats.ts";

/** Rule of a text: by its pattern, else its format, else its length; what the first leaves open is checked in the answer. */
export function toStringRule(schema: Schema, path: string, writer: SchemaWriter): string {
  const { rules, notes } = writer;
  const least = readCount(schema, "minLength", path) ?? 0;
  const most = readCount(schema, "maxLength", path);
  if (most !== undefined && most < least) throw badSchema(`${path}.maxLength`, `at least minLength, ${least}`, most);
  const pattern = readText(schema, "pattern", path);
  const format = readText(schema, "format", path);
  const ofPattern = pattern === undefined ? undefined : patternToGbnf(pattern, "json", rules);
  const expression = format === undefined ? undefined : findFormat(format);
  const ofFormat = expression === undefined ? undefined : patternToGbnf(expression, "json", rules);
  const chosen = ofPattern?.exact === true ? ofPattern : (ofFormat ?? ofPattern);

  if (pattern !== undefined && !(chosen === ofPattern && chosen?.exact)) notes.check(`${path}.pattern`);
  if (format !== undefined && (chosen !== ofFormat || ofFormat === undefined)) {
    if (expression !== undefined || isCheckable(format)) notes.check(`${path}.format`);
    else notes.ignore(`${path}.format (${format})`);
  }
  if (chosen !== undefined) {
    if (least > 0) notes.check(`${path}.minLength`);
    if (most !== undefined) notes.check(`${path}.maxLength`);
    return rules.add(`"\\"" ${chosen.body} "\\""`);
  }
  if (least === 0 && most === undefined) return "string";
  const times = writer.times({ least, most, paths: { least: `${path}.minLength`, most: `${path}.maxLength` } });
  return rules.add(`"\\"" char${times} "\\""`);
}

/** Rule of a value that must be one of those listed, and of the schema's type where it names one. */
export function toLiteralRule(schema: Schema, path: string, { rules, notes }: SchemaWriter): string {
  const keyword = "const" in schema ? "const" : "enum";
  const listed: unknown = keyword === "const" ? [schema.const] : schema.enum;
  if (!Array.isArray(listed)) throw badSchema(`${path}.enum`, "a list of values", listed);
  const types = "type" in schema ? readTypes(schema, path) : undefined;
  const fitting = listed.filter(
    (value) => types?.some((type) => type === typeOf(value) || (type === "integer" && Number.isInteger(value))) ?? true,
  );
  if (fitting.length === 0) throw badSchema(`${path}.${keyword}`, "a list with a value of the schema's type", listed);
  for (const beside of ["pattern", "format", "minLength", "maxLength", "minimum", "maximum", "multipleOf"])
    if (beside in schema) notes.check(`${path}.${beside}`);
  return rules.add(toLiteralTree(fitting.map((value) => JSON.stringify(value))));
}

function readText(schema: Schema, key: string, path: string): string | undefined {
  const value = schema[key];
  if (value === undefined || typeof value === "string") return value;
  throw badSchema(`${path}.${key}`, "a text", value);
}
