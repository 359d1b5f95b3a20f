import { createSchemaNotes, type SchemaNotes } from "../../answering/schemas/schema-notes.ts";
import { toDraft2020 } from "../../answering/schemas/to-draft-2020.ts";
import { boundAmbiguity } from "./bound-ambiguity.ts";
import { boundSchema } from "./bound-schema.ts";
import type { GbnfRules } from "./gbnf/gbnf-rules.ts";
import { SchemaCompiler } from "./schema-compiler.ts";

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
  { path, notes = createSchemaNotes() }: { readonly path: string; readonly notes?: SchemaNotes },
): string {
  boundSchema(given, path);
  const root = toDraft2020(given);
  boundAmbiguity(root, path);
  return new SchemaCompiler({ root, rootPath: path, rules, notes }).toRule(root, path);
}
