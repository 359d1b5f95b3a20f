import { SchemaTooLarge } from "../../answering/schemas/schema-errors.ts";
import { isSchema } from "../../answering/schemas/schema-keywords.ts";
import { findOverlaps } from "./find-overlaps.ts";
import { readReferred } from "./read-referred.ts";

/** Alternatives that llama.cpp has to follow side by side, at every token. */
const mostPaths = 500;

/**
 * Refuses schemas whose unions multiply: where alternatives that begin alike hold such alternatives again, the number of
 * readings of one text grows with every level, and so does the time per token.
 */
export function boundAmbiguity(root: unknown, rootPath: string): void {
  /** References that are being visited, with the paths that led to them. */
  const open = new Map<string, number>();
  const visited = new Map<string, number>();

  function visit(schema: unknown, path: string, paths: number): void {
    if (paths > mostPaths)
      throw new SchemaTooLarge(
        path,
        `a schema that reads one text in at most ${mostPaths} ways; a constant property tells alternatives apart`,
        "more",
      );
    if (!isSchema(schema)) return;
    if (typeof schema.$ref === "string") visitReferred(schema.$ref, `${path}.$ref`, paths);
    for (const key of ["anyOf", "oneOf", "allOf"]) {
      const list: unknown = schema[key];
      if (!Array.isArray(list)) continue;
      const alike = Math.max(1, findOverlaps(list, (one) => resolve(one, path)).size);
      for (const [index, one] of list.entries()) visit(one, `${path}.${key}[${index}]`, paths * alike);
    }
    if (isSchema(schema.properties))
      for (const [name, one] of Object.entries(schema.properties)) visit(one, `${path}.properties.${name}`, paths);
    for (const key of ["additionalProperties", "items"]) visit(schema[key], `${path}.${key}`, paths);
    if (Array.isArray(schema.prefixItems))
      for (const [index, one] of schema.prefixItems.entries()) visit(one, `${path}.prefixItems[${index}]`, paths);
  }

  function visitReferred(reference: string, path: string, paths: number): void {
    const before = open.get(reference);
    if (before !== undefined) {
      if (paths > before)
        throw new SchemaTooLarge(path, "outside of alternatives that begin alike, where it leads back", reference);
      return;
    }
    if ((visited.get(reference) ?? 0) >= paths) return;
    visited.set(reference, paths);
    open.set(reference, paths);
    visit(readReferred(root, reference, path), path, paths);
    open.delete(reference);
  }

  function resolve(schema: unknown, path: string): unknown {
    return isSchema(schema) && typeof schema.$ref === "string"
      ? readReferred(root, schema.$ref, `${path}.$ref`)
      : schema;
  }

  visit(root, rootPath, 1);
}
