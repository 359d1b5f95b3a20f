import { badSchema } from "../../answering/schemas/schema-errors.ts";
import { isSchema, readCount, type Schema } from "../../answering/schemas/schema-keywords.ts";
import { toGbnfLiteral } from "./gbnf/gbnf-rules.ts";
import type { SchemaWriter } from "./schema-writer.ts";

/** Rule of an object: its properties in their order, those not required may be left out. */
export function toObjectRule(schema: Schema, path: string, writer: SchemaWriter): string {
  const { properties: listed = {}, required = [], additionalProperties = true } = schema;
  const { rules, notes } = writer;
  if (!isSchema(listed)) throw badSchema(`${path}.properties`, "an object of schemas", listed);
  if (!Array.isArray(required) || !required.every((name) => typeof name === "string"))
    throw badSchema(`${path}.required`, "a list of names", required);
  // A property of the schema `false` must not be there.
  const properties = Object.fromEntries(Object.entries(listed).filter(([, one]) => one !== false));
  const forbidden = required.find((name) => Object.hasOwn(listed, name) && listed[name] === false);
  if (forbidden !== undefined) throw badSchema(`${path}.required`, "a list of properties that may be there", forbidden);

  const names = [...new Set([...Object.keys(properties), ...required])];
  if (names.length === 0) return toMapRule(schema, path, writer);
  for (const key of ["propertyNames", "patternProperties"]) if (key in schema) notes.check(`${path}.${key}`);
  if ((readCount(schema, "minProperties", path) ?? 0) > required.length) notes.check(`${path}.minProperties`);
  if ((readCount(schema, "maxProperties", path) ?? names.length) < names.length) notes.check(`${path}.maxProperties`);

  const member = (name: string) => {
    const own = Object.hasOwn(properties, name);
    if (!own && additionalProperties === false && !("patternProperties" in schema))
      throw badSchema(`${path}.required`, "a list of the schema's properties", name);
    const value = own
      ? writer.toRule(properties[name], `${path}.properties.${name}`)
      : writer.toRule(additionalProperties === false || additionalProperties, `${path}.additionalProperties`);
    return rules.add(`${toGbnfLiteral(JSON.stringify(name))} ":" " "? ${value} ws`);
  };

  /** Properties that may follow one that has been written, and those that may come first. */
  let rest = "";
  let first = "";
  for (const [index, name] of [...names.entries()].toReversed()) {
    const written = member(name);
    const isRequired = required.includes(name);
    const begin = `${written} ${rest}`.trim();
    if (isRequired) first = rules.add(begin);
    else first = rules.add(first === "" ? `(${begin})?` : `${begin} | ${first}`);
    if (index > 0) rest = rules.add(`${isRequired ? `"," ws ${written}` : `("," ws ${written})?`} ${rest}`.trim());
  }
  return rules.add(`"{" ws ${first} "}"`);
}

/** Rule of an object that lists no names: any that fit `propertyNames`, or the one pattern of `patternProperties`. */
function toMapRule(schema: Schema, path: string, writer: SchemaWriter): string {
  const { rules, notes } = writer;
  const { additionalProperties = true, propertyNames } = schema;
  const patterns = isSchema(schema.patternProperties) ? Object.entries(schema.patternProperties) : [];
  const [pattern, ...others] = patterns;
  const isPatternOnly = pattern !== undefined && others.length === 0 && propertyNames === undefined;
  const least = readCount(schema, "minProperties", path) ?? 0;
  const most = readCount(schema, "maxProperties", path);
  // Names that are written twice count once.
  if (least > 1) notes.check(`${path}.minProperties`);
  if (patterns.length > 0 && !isPatternOnly) notes.check(`${path}.patternProperties`);
  const value = isPatternOnly ? pattern[1] : additionalProperties;
  if (value === false || most === 0) {
    if (least > 0) throw badSchema(`${path}.minProperties`, "0, as no property may be there", least);
    return rules.add('"{" ws "}"');
  }
  const named = isPatternOnly ? { pattern: pattern[0] } : isSchema(propertyNames) ? propertyNames : {};
  const isFree = value === true && Object.keys(named).length === 0;
  if (isFree && least === 0 && most === undefined) return "object";
  const key = writer.toRule(
    { type: "string", ...named },
    `${path}.${isPatternOnly ? "patternProperties" : "propertyNames"}`,
  );
  const pair = rules.add(`${key} ":" " "? ${writer.toRule(value, `${path}.additionalProperties`)} ws`);
  const paths = { least: `${path}.minProperties`, most: `${path}.maxProperties` };
  const more = writer.times({ least: Math.max(0, least - 1), most: most === undefined ? most : most - 1, paths });
  const pairs = `${pair} ("," ws ${pair})${more}`;
  return rules.add(least > 0 ? `"{" ws ${pairs} "}"` : `"{" ws (${pairs})? "}"`);
}

/** Rule of a list: the items of `prefixItems`, all of them, then others only where they are described or demanded. */
export function toArrayRule(schema: Schema, path: string, writer: SchemaWriter): string {
  const { prefixItems = [], items, uniqueItems } = schema;
  const { rules, notes } = writer;
  if (uniqueItems === true) notes.check(`${path}.uniqueItems`);
  if (!Array.isArray(prefixItems)) throw badSchema(`${path}.prefixItems`, "a list of schemas", prefixItems);
  const least = readCount(schema, "minItems", path) ?? 0;
  const most = readCount(schema, "maxItems", path);
  if (most !== undefined && most < least) throw badSchema(`${path}.maxItems`, `at least minItems, ${least}`, most);

  const fixed = prefixItems
    .slice(0, most)
    .map((item, index) => `${writer.toRule(item, `${path}.prefixItems[${index}]`)} ws`)
    .join(' "," ws ');
  const from = Math.max(0, least - prefixItems.length);
  const to = most === undefined ? undefined : Math.max(0, most - prefixItems.length);
  if (items === false && from > 0) throw badSchema(`${path}.minItems`, "within prefixItems, as items is false", least);
  const none = to === 0 || items === false || (fixed !== "" && items === undefined && from === 0);
  if (none) return rules.add(`"[" ws ${fixed} "]"`);

  const item = `${writer.toRule(items ?? true, `${path}.items`)} ws`;
  const paths = { least: `${path}.minItems`, most: `${path}.maxItems` };
  if (fixed !== "")
    return rules.add(`"[" ws ${fixed} ("," ws ${item})${writer.times({ least: from, most: to, paths })} "]"`);
  const times = writer.times({ least: Math.max(0, from - 1), most: to === undefined ? undefined : to - 1, paths });
  const more = `("," ws ${item})${times}`;
  return rules.add(from > 0 ? `"[" ws ${item} ${more} "]"` : `"[" ws (${item} ${more})? "]"`);
}
