import { badSchema } from "../../answering/schemas/schema-errors.ts";
import { isSchema } from "../../answering/schemas/schema-keywords.ts";

/**
 * What a `$ref` such as `#/$defs/item` leads to in its schema (JSON pointer, RFC 6901; or the name of an `$anchor`).
 *
 * @returns undefined for what lies outside of the schema
 */
export function readReferred(root: unknown, reference: string, path: string): unknown {
  if (reference === "#" || (isSchema(root) && reference === root.$id)) return root;
  if (!reference.startsWith("#")) return undefined;
  const found = reference.startsWith("#/")
    ? readPointer(root, reference.slice(2))
    : findAnchor(root, reference.slice(1));
  if (found === undefined) throw badSchema(path, "a reference to a part of the schema", reference);
  return found;
}

function readPointer(root: unknown, pointer: string): unknown {
  return pointer.split("/").reduce<unknown>((inner, part) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    const keys = [part, decode(part)].map((one) => one.replaceAll("~1", "/").replaceAll("~0", "~"));
    const key = keys.find((one) => Object.hasOwn(inner, one));
    return key === undefined ? undefined : Reflect.get(inner, key);
  }, root);
}

/** In an address names are percent-encoded; some programs write them as they are. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function findAnchor(schema: unknown, anchor: string): unknown {
  if (typeof schema !== "object" || schema === null) return undefined;
  if (isSchema(schema) && schema.$anchor === anchor) return schema;
  for (const inner of Object.values(schema)) {
    const found = findAnchor(inner, anchor);
    if (found !== undefined) return found;
  }
  return undefined;
}
