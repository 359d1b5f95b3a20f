import { boundAmbiguity } from "./bound-ambiguity.ts";
import { boundSchema } from "./bound-schema.ts";
import { toArrayRule, toObjectRule } from "./container-rules.ts";
import { findOverlaps } from "./find-overlaps.ts";
import type { GbnfRules } from "./gbnf-rules.ts";
import { readReferred } from "./read-referred.ts";
import { toLiteralRule, toNumberRule, toStringRule } from "./scalar-rules.ts";
import { badSchema, cannotHonour } from "./schema-errors.ts";
import { isSchema, type JsonType, readKeywords, readTypes, type Schema } from "./schema-keywords.ts";

/**
 * Adds the rules of a JSON Schema (draft 2020-12) to a grammar and gives the name of its first rule.
 *
 * Every text of the grammar is valid by the schema, not the other way round: properties come in the schema's order,
 * and names that it does not list are written only where it lists none.
 *
 * @throws AssayError `unsupported` naming the first keyword that cannot be honoured and its path, `invalid-input` for
 * what is no schema
 */
export function schemaToGbnf(root: unknown, rules: GbnfRules, rootPath: string): string {
  const referred = new Map<string, string>();
  /** References followed since the last character: coming back to one of them, an answer could never begin. */
  let following: readonly string[] = [];

  function toRule(schema: unknown, path: string): string {
    if (schema === true) return "value";
    if (!isSchema(schema)) throw badSchema(path, "a schema object", schema);
    const keyword = readKeywords(schema, path);
    switch (keyword) {
      case "$ref":
        return toReferred(String(schema.$ref), `${path}.$ref`);
      case "anyOf":
        return toUnion(schema.anyOf, `${path}.anyOf`);
      case "oneOf":
        requireDisjoint(schema.oneOf, `${path}.oneOf`);
        return toUnion(schema.oneOf, `${path}.oneOf`);
      case "allOf":
        if (!Array.isArray(schema.allOf) || schema.allOf.length !== 1)
          throw cannotHonour(`${path}.allOf`, "is honoured with one schema only");
        return toRule(schema.allOf[0], `${path}.allOf[0]`);
      case "const":
      case "enum":
        return toLiteralRule(schema, keyword, path, rules);
      case "type": {
        const types = readTypes(schema, path);
        return types === undefined ? "value" : rules.add(types.map((type) => toTyped(type, schema, path)).join(" | "));
      }
      default:
        return keyword satisfies never;
    }
  }

  function toTyped(type: JsonType, schema: Schema, path: string): string {
    if (type !== "string" && "format" in schema) throw cannotHonour(`${path}.format`, "is honoured for texts only");
    switch (type) {
      case "object":
        return toObjectRule(schema, path, rules, toInnerRule);
      case "array":
        return toArrayRule(schema, path, rules, toInnerRule);
      case "string":
        return toStringRule(schema, path, rules);
      case "integer":
      case "number":
        return toNumberRule(type, schema, path, rules);
      case "boolean":
      case "null":
        return type;
      default:
        return type satisfies never;
    }
  }

  function toInnerRule(schema: unknown, path: string): string {
    const outer = following;
    following = [];
    const rule = toRule(schema, path);
    following = outer;
    return rule;
  }

  function toReferred(reference: string, path: string): string {
    if (following.includes(reference)) throw badSchema(path, "a reference that does not lead to itself", reference);
    const known = referred.get(reference);
    if (known !== undefined) return known;
    const target = readReferred(root, reference, path);
    const name = rules.reserve();
    referred.set(reference, name);
    following = [...following, reference];
    rules.define(name, toRule(target, `${rootPath}${reference.slice(1).replaceAll("/", ".")}`));
    following = following.filter((one) => one !== reference);
    return name;
  }

  function toUnion(list: unknown, path: string): string {
    if (!Array.isArray(list) || list.length === 0) throw badSchema(path, "a list of schemas", list);
    return rules.add(list.map((schema, index) => toRule(schema, `${path}[${index}]`)).join(" | "));
  }

  function requireDisjoint(list: unknown, path: string): void {
    const resolve = (schema: unknown) =>
      isSchema(schema) && typeof schema.$ref === "string" ? readReferred(root, schema.$ref, path) : schema;
    if (Array.isArray(list) && findOverlaps(list, resolve).size > 0)
      throw cannotHonour(path, "has schemas that one value may fit together; anyOf is honoured");
  }

  boundSchema(root, rootPath);
  boundAmbiguity(root, rootPath);
  return toRule(root, rootPath);
}
