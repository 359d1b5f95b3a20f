import { isAnnotation, isSchema, type Schema } from "./schema-keywords.ts";

/**
 * Rewrites what OpenAPI 3.0 and older drafts of JSON Schema say otherwise into draft 2020-12: `nullable`,
 * `exclusiveMinimum: true` and lists of items. Nothing else is changed, and paths of what is referred to stay.
 */
export function toDraft2020(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toDraft2020);
  if (!isSchema(schema)) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, holdsValues(key) ? value : toDraft2020(value)]),
  );
  return withNull(withItems(withOpenBounds(inner)));
}

/** Keywords whose values are instances, not schemas. */
function holdsValues(key: string): boolean {
  return key === "const" || key === "enum" || key === "default" || key === "example" || key === "examples";
}

function withOpenBounds(schema: Schema): Schema {
  let changed = schema;
  for (const [open, closed] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof changed[open] !== "boolean") continue;
    const { [open]: isOpen, [closed]: bound, ...others } = changed;
    changed = bound === undefined ? others : { ...others, [isOpen === true ? open : closed]: bound };
  }
  return changed;
}

function withItems(schema: Schema): Schema {
  if (!Array.isArray(schema.items)) return schema;
  const { items, additionalItems, ...others } = schema;
  return { ...others, prefixItems: items, ...(additionalItems === undefined ? {} : { items: additionalItems }) };
}

function withNull(schema: Schema): Schema {
  // A property may be named so too: then it is a schema.
  if (typeof schema.nullable !== "boolean") return schema;
  const { nullable, ...others } = schema;
  if (!nullable) return others;
  const { type, enum: listed } = others;
  const isPlain = !["$ref", "anyOf", "oneOf", "allOf", "const", "not"].some((key) => key in others);
  if (!isPlain || type === undefined) {
    // What is referred to stays where it is.
    const [said, demanded] = [true, false].map((isSaid) =>
      Object.fromEntries(Object.entries(others).filter(([key]) => isAnnotation(key) === isSaid)),
    );
    return { ...said, anyOf: [demanded, { type: "null" }] };
  }
  return {
    ...others,
    type: [...new Set([type, "null"].flat())],
    ...(Array.isArray(listed) && !listed.includes(null) ? { enum: [...listed, null] } : {}),
  };
}
