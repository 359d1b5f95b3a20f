import { badSchema } from "../../answering/schemas/schema-errors.ts";
import type { Schema } from "../../answering/schemas/schema-keywords.ts";
import { toLiteralTree } from "./gbnf/literal-tree.ts";
import { largest, type NumberBounds, toIntegerRange, toNumberRange } from "./number-range.ts";
import type { SchemaWriter } from "./schema-writer.ts";

/** OpenAPI's and Rust's; those of 64 bits are wider than the numbers that are written here. */
const formats: Readonly<Record<string, NumberBounds>> = {
  int8: { minimum: -128, maximum: 127 },
  uint8: { minimum: 0, maximum: 255 },
  int16: { minimum: -32_768, maximum: 32_767 },
  uint16: { minimum: 0, maximum: 65_535 },
  int32: { minimum: -2_147_483_648, maximum: 2_147_483_647 },
  uint32: { minimum: 0, maximum: 4_294_967_295 },
  int64: {},
  uint64: { minimum: 0 },
  uint: { minimum: 0 },
  float: {},
  double: {},
};

/** Multiples that are listed one by one. */
const mostListed = 500;

/** Rule of a number within its bounds. */
export function toNumberRule(
  type: "integer" | "number",
  schema: Schema,
  { path, writer }: { readonly path: string; readonly writer: SchemaWriter },
): string {
  const { rules, notes } = writer;
  const { format, multipleOf: step } = schema;
  const ofFormat = typeof format === "string" && Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (format !== undefined && ofFormat === undefined) notes.ignore(`${path}.format (${String(format)})`);
  if (step !== undefined && (typeof step !== "number" || !(step > 0)))
    throw badSchema(`${path}.multipleOf`, "a number above 0", step);
  const asked = readBounds(schema, path);
  const bounds = tighten(asked, ofFormat);
  const isOpen = Object.values(bounds).every((one) => one === undefined);

  if (step !== undefined && !(step === 1 && type === "integer")) {
    const listed = listMultiples(bounds, step);
    if (listed !== undefined) {
      if (listed.length === 0) throw badSchema(path, "a schema that some number fits", schema);
      return rules.add(toLiteralTree(listed.map(String)));
    }
    const places = isOpen && type === "number" ? decimalPlaces(step) : undefined;
    if (places !== undefined) return rules.add(`integer ("." [0-9]{1,${places}})?`);
    notes.check(`${path}.multipleOf`);
  }
  if (isOpen) return type;
  const body = type === "integer" ? toIntegerRange(bounds) : toNumberRange(widen(bounds, path, writer));
  if (body !== "") return rules.add(body);
  const beyond = Object.entries(bounds).filter(([, bound]) => Math.abs(bound ?? 0) > largest);
  if (beyond.length === 0) throw badSchema(path, "a schema that some number fits", schema);
  // Only longer numbers than are written digit by digit may fit, such as identifiers of 64 bits.
  for (const [key] of beyond) notes.check(`${path}.${key}`);
  return type;
}

function readBounds(schema: Schema, path: string): NumberBounds {
  const bound = (key: string): number | undefined => {
    const value = schema[key];
    if (value === undefined || (typeof value === "number" && Number.isFinite(value))) return value;
    throw badSchema(`${path}.${key}`, "a finite number", value);
  };
  return {
    minimum: bound("minimum"),
    maximum: bound("maximum"),
    exclusiveMinimum: bound("exclusiveMinimum"),
    exclusiveMaximum: bound("exclusiveMaximum"),
  };
}

function tighten(asked: NumberBounds, { minimum, maximum }: NumberBounds = {}): NumberBounds {
  const least = Math.max(asked.minimum ?? Number.NEGATIVE_INFINITY, minimum ?? Number.NEGATIVE_INFINITY);
  const most = Math.min(asked.maximum ?? Number.POSITIVE_INFINITY, maximum ?? Number.POSITIVE_INFINITY);
  return {
    ...asked,
    minimum: Number.isFinite(least) ? least : undefined,
    maximum: Number.isFinite(most) ? most : undefined,
  };
}

/** Numbers are written digit by digit, for which whole bounds are needed: between two of them the answer is checked. */
function widen(bounds: NumberBounds, path: string, { notes }: SchemaWriter): NumberBounds {
  const wide = (key: keyof NumberBounds, round: (value: number) => number): number | undefined => {
    const value = bounds[key];
    // Wider than any number that is written here: no bound.
    if (value === undefined || (Math.abs(value) > largest && value < 0 === key.endsWith("inimum"))) return undefined;
    if (Number.isInteger(value)) return value;
    notes.check(`${path}.${key}`);
    return round(value);
  };
  return {
    minimum: wide("minimum", Math.floor),
    maximum: wide("maximum", Math.ceil),
    exclusiveMinimum: wide("exclusiveMinimum", Math.floor),
    exclusiveMaximum: wide("exclusiveMaximum", Math.ceil),
  };
}

/** The multiples within bounds, where they are few; undefined where they are not, or would not be exact. */
function listMultiples(bounds: NumberBounds, step: number): readonly number[] | undefined {
  const least = Math.max(
    bounds.minimum ?? Number.NEGATIVE_INFINITY,
    bounds.exclusiveMinimum ?? Number.NEGATIVE_INFINITY,
  );
  const most = Math.min(
    bounds.maximum ?? Number.POSITIVE_INFINITY,
    bounds.exclusiveMaximum ?? Number.POSITIVE_INFINITY,
  );
  if (!Number.isInteger(step) || !((most - least) / step <= mostListed)) return undefined;
  const listed: number[] = [];
  for (let value = Math.ceil(least / step) * step; value <= most; value += step)
    // 0 may come as -0.
    if (value !== bounds.exclusiveMinimum && value !== bounds.exclusiveMaximum) listed.push(value + 0);
  return listed;
}

/** 2 for 0.01; undefined for a step that is no power of ten. */
function decimalPlaces(step: number): number | undefined {
  const places = Math.round(-Math.log10(step));
  return places >= 1 && places <= 15 && Math.abs(step * 10 ** places - 1) < 1e-9 ? places : undefined;
}
