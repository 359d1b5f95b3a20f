import { SchemaTooLarge } from "../../answering/schemas/schema-errors.ts";

/** Demands that a schema surely makes on a value. */
interface Demand {
  /** JSON types, whole numbers being `number`; absent: any. */
  readonly types: ReadonlySet<unknown> | undefined;
  /** The allowed values as JSON text; absent: not listed. */
  readonly values: ReadonlySet<string> | undefined;
  /** Of the properties that must be there, those with listed values. */
  readonly tags: ReadonlyMap<string, ReadonlySet<string>>;
}

type Resolve = (schema: unknown) => unknown;

const mostAlternatives = 200;

/** The places of the schemas that share values with another one, as far as types, constants and required constant properties tell. */
export function findOverlaps(schemas: readonly unknown[], resolve: Resolve): ReadonlySet<number> {
  if (schemas.length > mostAlternatives)
    throw new SchemaTooLarge("every union", `one of at most ${mostAlternatives} schemas`, schemas.length);
  const demands = schemas.map((schema) => readDemand(schema, resolve));
  const found = new Set<number>();
  for (const [index, one] of demands.entries())
    for (const [more, other] of demands.slice(index + 1).entries())
      if (!areApart(one, other)) found.add(index).add(index + 1 + more);
  return found;
}

function areApart(one: Demand, other: Demand): boolean {
  if (isApart(one.types, other.types) || isApart(one.values, other.values)) return true;
  return [...one.tags].some(([name, values]) => isApart(values, other.tags.get(name)));
}

function isApart<T>(one: ReadonlySet<T> | undefined, other: ReadonlySet<T> | undefined): boolean {
  return one !== undefined && other !== undefined && ![...one].some((value) => other.has(value));
}

function readDemand(schema: unknown, resolve: Resolve): Demand {
  const resolved = toRecord(resolve(schema));
  const { type, properties, required } = resolved;
  const values = listValues(resolved);
  const types = type === undefined ? values?.map(typeOf) : [type].flat();
  const tags = new Map<string, ReadonlySet<string>>();
  if (types?.join() === "object")
    for (const name of Array.isArray(required) ? required : []) {
      const allowed = listValues(toRecord(resolve(toRecord(properties)[name])));
      if (allowed !== undefined) tags.set(String(name), toTexts(allowed));
    }
  return {
    types: types && new Set(types.map((one) => (one === "integer" ? "number" : one))),
    values: values && toTexts(values),
    tags,
  };
}

function listValues(schema: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  if ("const" in schema) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

function toTexts(values: readonly unknown[]): ReadonlySet<string> {
  return new Set(values.map((value) => JSON.stringify(value)));
}

/** The JSON type of a value, as schemas name it; whole numbers are `number` too. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
