import { badSchema } from "./schema-errors.ts";

/** Levels of objects and lists, those of the schema's own words included: `properties` is one, a property the next. */
const mostLevels = 64;
/** Every object, list and value counts; each becomes about one rule that is looked at for every token. */
const mostParts = 2000;
/** All names and texts together. */
const mostCharacters = 100_000;
/** Sum of what `maxItems`, `maxLength` and their like demand: llama.cpp writes every repetition out. */
const mostRepetitions = 10_000;

const repetitions = ["minItems", "maxItems", "minLength", "maxLength"];

/** Refuses schemas whose grammar could take long to make or to follow, before anything else reads them. */
export function boundSchema(schema: unknown, path: string): void {
  let parts = 0;
  let characters = 0;
  let repeated = 0;

  function visit(value: unknown, level: number): void {
    if (level > mostLevels) throw badSchema(path, `nested at most ${mostLevels} levels deep`, "more");
    if (++parts > mostParts) throw badSchema(path, `a schema of at most ${mostParts} parts`, "more");
    if (typeof value === "string") read(value);
    if (typeof value !== "object" || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      read(name);
      if (repetitions.includes(name) && typeof inner === "number") repeated += inner;
      visit(inner, level + 1);
    }
    if (repeated > mostRepetitions)
      throw badSchema(
        path,
        `a schema whose lengths and numbers of items add up to at most ${mostRepetitions}`,
        repeated,
      );
  }

  function read(text: string): void {
    characters += text.length;
    if (characters > mostCharacters) throw badSchema(path, `a schema of at most ${mostCharacters} characters`, "more");
  }

  visit(schema, 0);
}
