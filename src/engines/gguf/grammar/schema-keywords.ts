import { badSchema, cannotHonour } from "./schema-errors.ts";

export type Schema = Readonly<Record<string, unknown>>;

const jsonTypes = ["object", "array", "string", "integer", "number", "boolean", "null"] as const;
export type JsonType = (typeof jsonTypes)[number];

/** Say something to people or programs and demand nothing of the answer. */
const annotations: readonly string[] = [
  ...["title", "description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly", "discriminator"],
  ...["$schema", "$id", "id", "$comment", "$anchor", "$defs", "definitions"],
];

/** By the type that they speak of; for a value of another type they mean nothing. */
const typed: Readonly<Record<string, readonly string[]>> = {
  object: ["properties", "required", "additionalProperties", "propertyNames"],
  array: ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"],
  string: ["minLength", "maxLength", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
};

/** Stand alone, but for annotations. */
const alone = ["$ref", "anyOf", "oneOf", "allOf", "const", "enum"] as const;

/**
 * Says which keyword decides what a schema means; `type` stands for all those of the types.
 *
 * @throws AssayError `unsupported` for a keyword that is not honoured, or not beside the others
 */
export function readKeywords(schema: Schema, path: string): (typeof alone)[number] | "type" {
  const keywords = Object.keys(schema).filter((key) => !annotations.includes(key));
  const known: readonly string[] = [...alone, "type", ...Object.values(typed).flat()];
  const strange = keywords.find((key) => !known.includes(key));
  if (strange !== undefined) throw cannotHonour(`${path}.${strange}`, "is not honoured");
  const deciding = alone.find((key) => keywords.includes(key));
  if (deciding === undefined) return "type";
  const beside = keywords.find((key) => key !== deciding && key !== "type");
  const mayHaveType = deciding === "const" || deciding === "enum";
  if (beside !== undefined || (!mayHaveType && keywords.length > 1))
    throw cannotHonour(`${path}.${deciding}`, `is not honoured beside ${beside ?? "type"}`);
  return deciding;
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
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw badSchema(`${path}.${key}`, "a whole number of at least 0", value);
  // llama.cpp takes no more repetitions.
  if (value > 2000) throw cannotHonour(`${path}.${key}`, "is honoured up to 2000");
  return value;
}

function isJsonType(value: unknown): value is JsonType {
  return jsonTypes.some((type) => type === value);
}
