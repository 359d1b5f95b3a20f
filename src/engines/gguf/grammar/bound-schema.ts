import { SchemaTooLarge } from "../../answering/schemas/schema-errors.ts";

/** Levels of objects and lists, those of the schema's own words included: `properties` is one, a property the next. */
const mostLevels = 64;
/** Every object, list and value counts; each becomes about one rule that is looked at for every token. */
const mostParts = 2000;
/** All names and texts together. */
const mostCharacters = 100_000;
/** Refuses schemas whose grammar could take long to make or to follow, before anything else reads them. */
export function boundSchema(schema: unknown, path: string): void {
  let parts = 0;
  let characters = 0;

  function visit(value: unknown, level: number): void {
    if (level > mostLevels) throw new SchemaTooLarge(path, `nested at most ${mostLevels} levels deep`, "more");
    if (++parts > mostParts) throw new SchemaTooLarge(path, `a schema of at most ${mostParts} parts`, "more");
    if (typeof value === "string") read(value);
    if (typeof value !== "object" || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      read(name);
      visit(inner, level + 1);
    }
  }

  function read(text: string): void {
    characters += text.length;
    if (characters > mostCharacters)
      throw new SchemaTooLarge(path, `a schema of at most ${mostCharacters} characters`, "more");
  }

  visit(schema, 0);
}
