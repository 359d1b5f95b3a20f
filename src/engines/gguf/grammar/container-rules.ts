import { type GbnfRules, toGbnfLiteral } from "./gbnf-rules.ts";
import { badSchema, cannotHonour } from "./schema-errors.ts";
import { isSchema, readCount, type Schema } from "./schema-keywords.ts";

/** Turns the schema at a path into a rule and gives its name. */
type ToRule = (schema: unknown, path: string) => string;

/** Rule of an object: its properties in their order, those not required may be left out. */
export function toObjectRule(schema: Schema, path: string, rules: GbnfRules, toRule: ToRule): string {
  const { properties = {}, required = [], additionalProperties = true, propertyNames } = schema;
  if (!isSchema(properties)) throw badSchema(`${path}.properties`, "an object of schemas", properties);
  if (!Array.isArray(required) || !required.every((name) => typeof name === "string"))
    throw badSchema(`${path}.required`, "a list of names", required);
  if (propertyNames !== undefined && !isAnyText(propertyNames))
    throw cannotHonour(`${path}.propertyNames`, "is honoured as any text only");

  const names = [...new Set([...Object.keys(properties), ...required])];
  const member = (name: string) => {
    const own = Object.hasOwn(properties, name);
    if (!own && additionalProperties === false)
      throw badSchema(`${path}.required`, "a list of the schema's properties", name);
    const value = own
      ? toRule(properties[name], `${path}.properties.${name}`)
      : toRule(additionalProperties, `${path}.additionalProperties`);
    return rules.add(`${toGbnfLiteral(JSON.stringify(name))} ":" " "? ${value} ws`);
  };

  if (names.length === 0) {
    if (additionalProperties === true) return "object";
    if (additionalProperties === false) return rules.add('"{" ws "}"');
    const pair = rules.add(`string ":" " "? ${toRule(additionalProperties, `${path}.additionalProperties`)} ws`);
    return rules.add(`"{" ws (${pair} ("," ws ${pair})*)? "}"`);
  }

  /** What may follow once a property has been written, and what may come first. */
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

/** Rule of a list: the items of `prefixItems`, all of them, then others only where they are described or demanded. */
export function toArrayRule(schema: Schema, path: string, rules: GbnfRules, toRule: ToRule): string {
  const { prefixItems = [], items, uniqueItems } = schema;
  if (uniqueItems === true) throw cannotHonour(`${path}.uniqueItems`, "is not honoured");
  if (!Array.isArray(prefixItems)) throw badSchema(`${path}.prefixItems`, "a list of schemas", prefixItems);
  const least = readCount(schema, "minItems", path) ?? 0;
  const most = readCount(schema, "maxItems", path);
  if (most !== undefined && most < least) throw badSchema(`${path}.maxItems`, `at least minItems, ${least}`, most);

  const fixed = prefixItems
    .slice(0, most)
    .map((item, index) => `${toRule(item, `${path}.prefixItems[${index}]`)} ws`)
    .join(' "," ws ');
  const from = Math.max(0, least - prefixItems.length);
  const to = most === undefined ? undefined : Math.max(0, most - prefixItems.length);
  if (items === false && from > 0) throw badSchema(`${path}.minItems`, "within prefixItems, as items is false", least);
  const none = to === 0 || items === false || (fixed !== "" && items === undefined && from === 0);
  if (none) return rules.add(`"[" ws ${fixed} "]"`);

  const item = `${toRule(items ?? true, `${path}.items`)} ws`;
  if (fixed !== "") return rules.add(`"[" ws ${fixed} ("," ws ${item}){${from},${to ?? ""}} "]"`);
  const more = `("," ws ${item}){${Math.max(0, from - 1)},${to === undefined ? "" : to - 1}}`;
  return rules.add(from > 0 ? `"[" ws ${item} ${more} "]"` : `"[" ws (${item} ${more})? "]"`);
}

function isAnyText(schema: unknown): boolean {
  return schema === true || (isSchema(schema) && Object.keys(schema).join() === "type" && schema.type === "string");
}
