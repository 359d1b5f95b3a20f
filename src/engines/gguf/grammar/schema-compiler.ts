import { badSchema, SchemaTooLarge } from "../../answering/schemas/schema-errors.ts";
import {
  isSchema,
  type JsonType,
  noteKeywords,
  readTypes,
  type Schema,
  withoutAnnotations,
} from "../../answering/schemas/schema-keywords.ts";
import type { SchemaNotes } from "../../answering/schemas/schema-notes.ts";
import { toArrayRule, toObjectRule } from "./container-rules.ts";
import { findOverlaps } from "./find-overlaps.ts";
import type { GbnfRules } from "./gbnf/gbnf-rules.ts";
import { joinSchemas, resolveReference } from "./join-schemas.ts";
import { toNumberRule } from "./number-rules.ts";
import { readReferred } from "./read-referred.ts";
import { toLiteralRule, toStringRule } from "./scalar-rules.ts";
import { createTimes, type SchemaWriter } from "./schema-writer.ts";

export interface SchemaCompilerOptions {
  /** The whole schema, into which references lead. */
  readonly root: unknown;
  /** Where it stands in the request. */
  readonly rootPath: string;
  readonly rules: GbnfRules;
  readonly notes: SchemaNotes;
}

/** All rules together; llama.cpp reads some MB in a second. */
const mostCharacters = 1_000_000;
/** Schemas that hold schemas which are joined, and so on. */
const mostJoined = 20;
/** Joined schemas are written out again and again, though their rules may be the same. */
const mostSteps = 20_000;

/** Writes the rules of one schema and of all that it holds. */
export class SchemaCompiler implements SchemaWriter {
  readonly rules: GbnfRules;
  readonly notes: SchemaNotes;
  readonly times: SchemaWriter["times"];
  readonly #options: SchemaCompilerOptions;
  /** Names of the rules that references lead to. */
  readonly #referred = new Map<string, string>();
  /** References followed since the last character: coming back to one of them, an answer could never begin. */
  #following: readonly string[] = [];
  #joining = 0;
  #steps = 0;

  constructor(options: SchemaCompilerOptions) {
    this.rules = options.rules;
    this.notes = options.notes;
    this.times = createTimes(options.notes);
    this.#options = options;
  }

  /** Adds the rules of a schema that stands within written characters. */
  toRule(schema: unknown, path: string): string {
    const outer = this.#following;
    this.#following = [];
    const rule = this.#write(schema, path);
    this.#following = outer;
    return rule;
  }

  #write(schema: unknown, path: string): string {
    if (this.rules.size > mostCharacters || ++this.#steps > mostSteps)
      throw new SchemaTooLarge(path, "a schema of a smaller grammar", "a larger one");
    if (schema === true) return "value";
    if (!isSchema(schema)) throw badSchema(path, "a schema that some text fits", schema);
    noteKeywords(schema, path, this.notes);
    if ("$ref" in schema) return this.#writeReferring(schema, path);
    if ("const" in schema || "enum" in schema) return this.#writeListed(schema, path);
    if ("allOf" in schema) return this.#writeJoined(schema, path);
    if ("anyOf" in schema) return this.#writeUnion(schema, "anyOf", path);
    if ("oneOf" in schema) return this.#writeUnion(schema, "oneOf", path);
    return this.#writeTypes(schema, path);
  }

  #writeTypes(schema: Schema, path: string): string {
    const types = readTypes(schema, path);
    const isFormatted = types?.some((type) => type === "string" || type === "integer" || type === "number") ?? true;
    if ("format" in schema && !isFormatted) this.notes.ignore(`${path}.format`);
    if (types === undefined) return "value";
    return this.rules.add(types.map((type) => this.#writeType(type, schema, path)).join(" | "));
  }

  #writeType(type: JsonType, schema: Schema, path: string): string {
    switch (type) {
      case "object":
        return toObjectRule(schema, path, this);
      case "array":
        return toArrayRule(schema, path, this);
      case "string":
        return toStringRule(schema, path, this);
      case "integer":
      case "number":
        return toNumberRule(type, schema, { path, writer: this });
      case "boolean":
      case "null":
        return type;
      default:
        return type satisfies never;
    }
  }

  #writeListed(schema: Schema, path: string): string {
    for (const key of ["allOf", "anyOf", "oneOf"]) if (key in schema) this.notes.check(`${path}.${key}`);
    return toLiteralRule(schema, path, this);
  }

  #writeReferring({ $ref, ...others }: Schema, path: string): string {
    const beside = withoutAnnotations(others);
    if (Object.keys(beside).length === 0) return this.#writeReferred(String($ref), `${path}.$ref`);
    const more = Array.isArray(beside.allOf) ? beside.allOf : [];
    return this.#writeJoined({ ...beside, allOf: [{ $ref }, ...more] }, path);
  }

  #writeReferred(reference: string, path: string): string {
    const { root, rootPath } = this.#options;
    if (this.#following.includes(reference))
      throw badSchema(path, "a reference that does not lead to itself", reference);
    const known = this.#referred.get(reference);
    if (known !== undefined) return known;
    const target = readReferred(root, reference, path);
    if (target === undefined) {
      this.notes.ignore(`${path} (${reference})`);
      return "value";
    }
    const name = this.rules.reserve();
    this.#referred.set(reference, name);
    this.#following = [...this.#following, reference];
    this.rules.define(name, this.#write(target, `${rootPath}${reference.slice(1).replaceAll("/", ".")}`));
    this.#following = this.#following.filter((one) => one !== reference);
    return name;
  }

  /** A value that all of several schemas fit: one schema that says the same, or the first of them, the others checked. */
  #writeJoined({ allOf, ...others }: Schema, path: string): string {
    const list = readList(allOf, `${path}.allOf`);
    const beside = withoutAnnotations(others);
    const [only] = list;
    if (list.length === 1 && Object.keys(beside).length === 0) return this.#write(only, `${path}.allOf[0]`);
    const joined = this.#join([...list, beside], path);
    if (joined !== undefined) return this.#nest(() => this.#write(joined, path));
    this.notes.check(`${path}.allOf`);
    return this.#write(list.find((one) => isSchema(one) && "properties" in one) ?? only, `${path}.allOf`);
  }

  #writeUnion(schema: Schema, key: "anyOf" | "oneOf", path: string): string {
    const { [key]: given, ...others } = schema;
    const list = readList(given, `${path}.${key}`).filter((one) => one !== false);
    if (list.length === 0) throw badSchema(`${path}.${key}`, "a list with a schema that some text fits", given);
    if (key === "oneOf" && this.#overlaps(list, path)) this.notes.check(`${path}.oneOf`);
    const beside = withoutAnnotations(others);
    const write = (options: readonly unknown[]) =>
      this.rules.add(options.map((one, index) => this.#write(one, `${path}.${key}[${index}]`)).join(" | "));
    if (Object.keys(beside).length === 0) return write(list);
    const options = list.map((one) => this.#join([beside, one], path));
    if (!options.includes(undefined)) return this.#nest(() => write(options));
    // What stands beside is held, which tells the most of an object; which of the alternatives fits is checked.
    this.notes.check(`${path}.${key}`);
    return this.#write(beside, path);
  }

  #overlaps(list: readonly unknown[], path: string): boolean {
    return findOverlaps(list, (one) => resolveReference(one, this.#options.root, path)).size > 0;
  }

  #join(list: readonly unknown[], path: string): Schema | undefined {
    if (this.#joining >= mostJoined) return undefined;
    return joinSchemas(list, { root: this.#options.root, path, notes: this.notes });
  }

  /** Writes what was joined from schemas, counting how deep such schemas stand in one another. */
  #nest(write: () => string): string {
    this.#joining++;
    const rule = write();
    this.#joining--;
    return rule;
  }
}

function readList(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw badSchema(path, "a list of schemas", value);
  return value;
}
