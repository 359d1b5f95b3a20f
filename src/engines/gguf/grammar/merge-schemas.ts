import { isAnnotation, isSchema, type Schema } from "../../answering/schemas/schema-keywords.ts";

/**
 * Joins two schemas into one that only values of both fit, where one object of keywords can say so.
 *
 * @returns undefined where it cannot
 */
export function mergeSchemas(one: Schema, other: Schema): Schema | undefined {
  const merged: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    if (!(key in one) || isAnnotation(key)) merged[key] = value;
    else {
      const joined = joinKeyword(key, one[key], value);
      if (joined === undefined) return undefined;
      merged[key] = joined;
    }
  }
  // Where one side forbids other names than its own, those of the other side are forbidden too.
  if (forbidsOthers(one) !== forbidsOthers(other) && ("properties" in one || "properties" in other)) return undefined;
  return merged;
}

function joinKeyword(key: string, one: unknown, other: unknown): unknown {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  switch (key) {
    case "type":
      return joinTypes([one].flat(), [other].flat());
    case "enum":
      return Array.isArray(one) && Array.isArray(other) ? one.filter((value) => holds(other, value)) : undefined;
    case "required":
      return Array.isArray(one) && Array.isArray(other) ? [...new Set([...one, ...other])] : undefined;
    case "properties":
      return isSchema(one) && isSchema(other) ? joinProperties(one, other) : undefined;
    case "minimum":
    case "exclusiveMinimum":
    case "minLength":
    case "minItems":
    case "minProperties":
      return pick(one, other, Math.max);
    case "maximum":
    case "exclusiveMaximum":
    case "maxLength":
    case "maxItems":
    case "maxProperties":
      return pick(one, other, Math.min);
    default:
      return undefined;
  }
}

function joinTypes(one: readonly unknown[], other: readonly unknown[]): readonly unknown[] | undefined {
  const both = one.filter((type) => other.includes(type) || (type === "integer" && other.includes("number")));
  const wholes = other.filter((type) => type === "integer" && !one.includes(type) && one.includes("number"));
  const joined = [...both, ...wholes];
  return joined.length === 0 ? undefined : joined;
}

function joinProperties(one: Schema, other: Schema): Schema {
  const joined = Object.entries(other).map(([name, schema]) => [
    name,
    Object.hasOwn(one, name) && JSON.stringify(one[name]) !== JSON.stringify(schema)
      ? { allOf: [one[name], schema] }
      : schema,
  ]);
  return { ...one, ...Object.fromEntries(joined) };
}

function pick(one: unknown, other: unknown, choose: typeof Math.max): number | undefined {
  return typeof one === "number" && typeof other === "number" ? choose(one, other) : undefined;
}

function holds(list: readonly unknown[], value: unknown): boolean {
  return list.some((one) => JSON.stringify(one) === JSON.stringify(value));
}

function forbidsOthers({ additionalProperties }: Schema): boolean {
  return additionalProperties === false;
}
