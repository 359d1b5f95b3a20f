import { cannotHonour } from "./schema-errors.ts";

/** What a `$ref` such as `#/$defs/item` leads to in its schema (JSON pointer, RFC 6901). */
export function readReferred(root: unknown, reference: string, path: string): unknown {
  if (reference === "#") return root;
  if (!reference.startsWith("#/")) throw cannotHonour(path, `is honoured within the schema only, not ${reference}`);
  let found = root;
  for (const part of reference.slice(2).split("/")) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    found =
      typeof found === "object" && found !== null && Object.hasOwn(found, key) ? Reflect.get(found, key) : undefined;
  }
  if (found === undefined) throw cannotHonour(path, `(${reference}) leads to nothing in this schema`);
  return found;
}
