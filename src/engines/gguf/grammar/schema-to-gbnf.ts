import { boundAmbiguity } from "./bound-ambiguity.ts";
import { boundSchema } from "./bound-schema.ts";
import { toArrayRule, toObjectRule } from "./container-rules.ts";
import { findOverlaps } from "./find-overlaps.ts";
import type { GbnfRules } from "./gbnf/gbnf-rules.ts";
import { mergeSchemas } from "./merge-schemas.ts";
import { toNumberRule } from "./number-rules.ts";
import { readReferred } from "./read-referred.ts";
import { toLiteralRule, toStringRule } from "./scalar-rules.ts";
import { badSchema, SchemaTooLarge } from "./schema-errors.ts";
import { isAnnotation, isSchema, type JsonType, noteKeywords, readTypes, type Schema } from "./schema-keywords.ts";
import { createSchemaNotes, type SchemaNotes } from "./schema-notes.ts";
import { createTimes, type SchemaWriter } from "./schema-writer.ts";
import { toDraft2020 } from "./to-draft-2020.ts";

/** All rules together; llama.cpp reads some MB in a second. */
const mostCharacters = 1_000_000;
/** Schemas that hold schemas which are joined, and so on. */
const mostJoined = 20;
/** Joined schemas are written out again and again, though their rules may be the same. */
const mostSteps = 20_000;

/**
 * Adds the rules of a JSON Schema (draft 2020-12; OpenAPI's words and older drafts' too) to a grammar and gives the
 * name of its first rule.
 *
 * Texts of the grammar are valid by the schema but for what `notes` name, not the other way round: properties come in
 * the schema's order, and names that it does not list are written only where it lists none.
 *
 * @throws AssayError `invalid-input` for what is no schema, or one that no text fits; `SchemaTooLarge`
 */
export function schemaToGbnf(
  given: unknown,
  rules: GbnfRules,
  { path: rootPath, notes = createSchemaNotes() }: { readonly path: string; readonly notes?: SchemaNotes },
): string {
  boundSchema(given, rootPath);
  const root = toDraft2020(given);
  boundAmbiguity(root, rootPath);
  const referred = new Map<string, string>();
  /** References followed since the last character: coming back to one of them, an answer could never begin. */
  let following: readonly string[] = [];
  let joining = 0;
  let steps = 0;
  const writer: SchemaWriter = { rules, notes, toRule: toInnerRule, times: createTimes(notes) };

  function toRule(schema: unknown, path: string): string {
    if (rules.size > mostCharacters || ++steps > mostSteps)
      throw new SchemaTooLarge(path, "a schema of a smaller grammar", "a larger one");
    if (schema === true) return "value";
    if (!isSchema(schema)) throw badSchema(path, "a schema that some text fits", schema);
    noteKeywords(schema, path, notes);
    if ("$ref" in schema) return toReferringRule(schema, path);
    if ("const" in schema || "enum" in schema) return toListedRule(schema, path);
    if ("allOf" in schema) return toJoinedRule(schema, path);
    if ("anyOf" in schema) return toUnion(schema, "anyOf", path);
    if ("oneOf" in schema) return toUnion(schema, "oneOf", path);
    const types = readTypes(schema, path);
    const isFormatted = types?.some((type) => type === "string" || type === "integer" || type === "number") ?? true;
    if ("format" in schema && !isFormatted) notes.ignore(`${path}.format`);
    return types === undefined ? "value" : rules.add(types.map((type) => toTyped(type, schema, path)).join(" | "));
  }

  function toTyped(type: JsonType, schema: Schema, path: string): string {
    switch (type) {
      case "object":
        return toObjectRule(schema, path, writer);
      case "array":
        return toArrayRule(schema, path, writer);
      case "string":
        return toStringRule(schema, path, writer);
      case "integer":
      case "number":
        return toNumberRule(type, schema, { path, writer });
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

  function toListedRule(schema: Schema, path: string): string {
    for (const key of ["allOf", "anyOf", "oneOf"]) if (key in schema) notes.check(`${path}.${key}`);
    return toLiteralRule(schema, path, writer);
  }

  function toReferringRule({ $ref, ...others }: Schema, path: string): string {
    const beside = withoutAnnotations(others);
    if (Object.keys(beside).length === 0) return toReferred(String($ref), `${path}.$ref`);
    return toJoinedRule({ ...beside, allOf: [{ $ref }, ...toList(beside.allOf)] }, path);
  }

  function toReferred(reference: string, path: string): string {
    if (following.includes(reference)) throw badSchema(path, "a reference that does not lead to itself", reference);
    const known = referred.get(reference);
    if (known !== undefined) return known;
    const target = readReferred(root, reference, path);
    if (target === undefined) {
      notes.ignore(`${path} (${reference})`);
      return "value";
    }
    const name = rules.reserve();
    referred.set(reference, name);
    following = [...following, reference];
    rules.define(name, toRule(target, `${rootPath}${reference.slice(1).replaceAll("/", ".")}`));
    following = following.filter((one) => one !== reference);
    return name;
  }

  /** A value that all of several schemas fit: one schema that says the same, or the first of them, the others checked. */
  function toJoinedRule({ allOf, ...others }: Schema, path: string): string {
    const list = readList(allOf, `${path}.allOf`);
    const beside = withoutAnnotations(others);
    const [only] = list;
    if (list.length === 1 && Object.keys(beside).length === 0) return toRule(only, `${path}.allOf[0]`);
    const joined = joining < mostJoined ? join([...list, beside], path) : undefined;
    if (joined !== undefined) {
      joining++;
      const rule = toRule(joined, path);
      joining--;
      return rule;
    }
    notes.check(`${path}.allOf`);
    return toRule(list.find((one) => isSchema(one) && "properties" in one) ?? only, `${path}.allOf`);
  }

  function join(list: readonly unknown[], path: string): Schema | undefined {
    return list.reduce<Schema | undefined>((all, one) => {
      const schema = resolve(one, path);
      if (isSchema(schema)) noteKeywords(schema, path, notes);
      return all !== undefined && isSchema(schema) ? mergeSchemas(all, withoutAnnotations(schema)) : undefined;
    }, {});
  }

  function toUnion(schema: Schema, key: "anyOf" | "oneOf", path: string): string {
    const { [key]: given, ...others } = schema;
    const list = readList(given, `${path}.${key}`).filter((one) => one !== false);
    if (list.length === 0) throw badSchema(`${path}.${key}`, "a list with a schema that some text fits", given);
    if (key === "oneOf" && findOverlaps(list, (one) => resolve(one, path)).size > 0) notes.check(`${path}.oneOf`);
    const beside = withoutAnnotations(others);
    const isAlone = Object.keys(beside).length === 0;
    const options = isAlone ? list : list.map((one) => (joining < mostJoined ? join([beside, one], path) : undefined));
    if (!isAlone && options.includes(undefined)) {
      // What stands beside is held, which tells the most of an object; which of the alternatives fits is checked.
      notes.check(`${path}.${key}`);
      return toRule(beside, path);
    }
    joining += isAlone ? 0 : 1;
    const rule = rules.add(options.map((one, index) => toRule(one, `${path}.${key}[${index}]`)).join(" | "));
    joining -= isAlone ? 0 : 1;
    return rule;
  }

  function resolve(schema: unknown, path: string): unknown {
    if (!isSchema(schema) || typeof schema.$ref !== "string") return schema;
    const { $ref, ...beside } = schema;
    const target = readReferred(root, $ref, path);
    const isAlone = Object.keys(withoutAnnotations(beside)).length === 0;
    return isAlone && isSchema(target) && !("$ref" in target) ? target : schema;
  }

  return toRule(root, rootPath);
}

function withoutAnnotations(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !isAnnotation(key)));
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function readList(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw badSchema(path, "a list of schemas", value);
  return value;
}
