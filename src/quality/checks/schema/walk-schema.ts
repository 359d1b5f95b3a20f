type Schema = Readonly<Record<string, unknown>>;

/** Keywords whose values are plain values, not schemas. */
const VALUES = new Set(["const", "enum", "default", "example", "examples", "required", "dependentRequired"]);

/** Keywords that hold schemas by names of the schema's author. */
const NAMED = new Set(["properties", "$defs", "definitions", "dependentSchemas"]);

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same schema with each schema inside of it changed, the innermost first. */
export function mapSchemas(schema: unknown, change: (schema: Schema) => Schema): unknown {
  if (Array.isArray(schema)) return schema.map((one) => mapSchemas(one, change));
  if (!isObject(schema)) return schema;
  return change(
    Object.fromEntries(
      Object.entries(schema).map(([key, value]) => {
        if (VALUES.has(key)) return [key, value];
        if (!NAMED.has(key) || !isObject(value)) return [key, mapSchemas(value, change)];
        return [
          key,
          Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapSchemas(inner, change)])),
        ];
      }),
    ),
  );
}

/** A schema inside of another. */
export interface SchemaPlace {
  readonly schema: Schema;
  readonly path: readonly (string | number)[];
}

/** Every schema inside of one, itself first. */
export function listSchemas(schema: unknown, path: SchemaPlace["path"] = []): readonly SchemaPlace[] {
  if (Array.isArray(schema)) return schema.flatMap((one, index) => listSchemas(one, [...path, index]));
  if (!isObject(schema)) return [];
  const inner = Object.entries(schema).flatMap(([key, value]) => {
    if (VALUES.has(key)) return [];
    if (!NAMED.has(key) || !isObject(value)) return listSchemas(value, [...path, key]);
    return Object.entries(value).flatMap(([name, one]) => listSchemas(one, [...path, key, name]));
  });
  return [{ schema, path }, ...inner];
}
