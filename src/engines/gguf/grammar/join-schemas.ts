import { isSchema, noteKeywords, type Schema, withoutAnnotations } from "../../answering/schemas/schema-keywords.ts";
import type { SchemaNotes } from "../../answering/schemas/schema-notes.ts";
import { mergeSchemas } from "./merge-schemas.ts";
import { readReferred } from "./read-referred.ts";

/** Where schemas to join stand, and who notes what of them is not held. */
export interface JoinPlace {
  readonly root: unknown;
  readonly path: string;
  readonly notes: SchemaNotes;
}

/** Joins schemas into one that only values of all of them fit; undefined where one cannot say that. */
export function joinSchemas(list: readonly unknown[], { root, path, notes }: JoinPlace): Schema | undefined {
  return list.reduce<Schema | undefined>((all, one) => {
    const schema = resolveReference(one, root, path);
    if (isSchema(schema)) noteKeywords(schema, path, notes);
    return all !== undefined && isSchema(schema) ? mergeSchemas(all, withoutAnnotations(schema)) : undefined;
  }, {});
}

/** The schema that a lone `$ref` leads to, if that is none itself; every other schema as it is. */
export function resolveReference(schema: unknown, root: unknown, path: string): unknown {
  if (!isSchema(schema) || typeof schema.$ref !== "string") return schema;
  const { $ref, ...beside } = schema;
  const target = readReferred(root, $ref, path);
  const isAlone = Object.keys(withoutAnnotations(beside)).length === 0;
  return isAlone && isSchema(target) && !("$ref" in target) ? target : schema;
}
