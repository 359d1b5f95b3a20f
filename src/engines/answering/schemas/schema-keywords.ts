import { badSchema } from "./schema-errors.ts";
import type { SchemaNotes } from "./schema-notes.ts";

export type Schema = Readonly<Record<string, unknown>>;

const jsonTypes = ["object", "array", "string", "integer", "number", "boolean", "null"] as const;
export type JsonType = (typeof jsonTypes)[number];

/** Say something to people or programs and demand nothing of the answer. */
const annotations: ReadonlySet<string> = new Set([
  ...["title", "description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly", "discriminator"],
  ...["$schema", "$id", "id", "$comment", "$anchor", "$defs", "definitions", "$vocabulary", "externalDocs", "xml"],
  ...["contentEncoding", "contentMediaType", "contentSchema"],
]);

/** By the type that they speak of; for a value of another type they mean nothing. */
const typed: Readonly<Record<string, readonly string[]>> = {
  object: ["properties", "required", "additionalProperties", "propertyNames", "patternProperties"],
  array: ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"],
  string: ["minLength", "maxLength", "format", "pattern"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
};

/** Combine schemas or list values. */
const combining: ReadonlySet<string> = new Set(["$ref", "anyOf", "oneOf", "allOf", "const", "enum"]);

/** Nothing that decoding is held to: each is checked in the answer. */
const checked: ReadonlySet<string> = new Set([
  ...["not", "if", "then", "else", "contains", "minContains", "maxContains"],
  ...["dependentRequired", "dependentSchemas", "dependencies"],
  ...["unevaluatedProperties", "unevaluatedItems", "additionalItems"],
]);

const held: ReadonlySet<string> = new Set([
  ...combining,
  ...Object.values(typed).flat(),
  ...["type", "minProperties", "maxProperties"],
]);

/** Whether a keyword demands anything of a value, as far as is known. */
export function isAnnotation(key: string): boolean {
  return annotations.has(key) || !(held.has(key) || checked.has(key));
}

/** Keywords of a schema that constrain a value. */
export function withoutAnnotations(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !isAnnotation(key)));
}

/** Names the keywords of one schema that decoding is not held to. */
export function noteKeywords(schema: Schema, path: string, notes: SchemaNotes): void {
  for (const key of Object.keys(schema)) {
    if (annotations.has(key) || held.has(key)) continue;
    if (checked.has(key)) notes.check(`${path}.${key}`);
    else notes.ignore(`${path}.${key}`);
  }
}

/** The types that a value may have; undefined where the schema leaves it open. */
export function readTypes(schema: Schema, path: string): readonly JsonType[] | undefined {
  const { type } = schema;
  if (type === undefined) {
    const spoken = Object.keys(typed).filter((one) => typed[one]?.some((key) => key in schema));
    return spoken.length === 0 ? undefined : spoken.filter(isJsonType);
  }
  const list: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (list.length === 0 || !list.every(isJsonType))
    throw badSchema(`${path}.type`, `one of ${jsonTypes.join(", ")}`, type);
  return list;
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A keyword's value that must be a whole number of at least 0; undefined when absent. */
export function readCount(schema: Schema, key: string, path: string): number | undefined {
  const value = schema[key];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
    throw badSchema(`${path}.${key}`, "a whole number of at least 0", value);
  return value;
}

function isJsonType(value: unknown): value is JsonType {
  return jsonTypes.some((type) => type === value);
}
