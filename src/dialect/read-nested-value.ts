import type { ArgumentTags } from "./answer-form.ts";
import type { AnswerInput, Step } from "./answer-input.ts";
import { wantsText } from "./call-context.ts";
import { toJsonValue } from "./to-json-value.ts";

interface NestedValue extends ArgumentTags {
  /** How the tag around an item of a list is called. */
  readonly item: string;
  readonly key: string;
  readonly schema: unknown;
}

const mostDepth = 100;

/** Reads a value whose entries and items stand between tags, up to what closes it, as JSON; undefined when it is cut. */
export function* readNestedValue(input: AnswerInput, value: NestedValue, depth = 0): Step<string | undefined> {
  const { open, item, close, key, schema } = value;
  const end = close.join(key);
  const parts: (readonly [name: string, json: string])[] = [];
  let text = "";
  for (;;) {
    const found = yield* input.readTo([end, open], (more) => {
      text += more;
    });
    if (found === undefined) return undefined;
    if (found === end) break;
    const name = yield* readKey(input, value.afterKey[0] ?? "");
    if (name === undefined || depth === mostDepth) return undefined;
    const inner = name === item && !has(schema, name) ? itemsOf(schema) : propertyOf(schema, name);
    const json = yield* readNestedValue(input, { ...value, key: name, schema: inner }, depth + 1);
    if (json === undefined) return undefined;
    parts.push([name, json]);
  }
  if (parts.length === 0) return toLeaf(text, schema);
  if (parts.every(([name]) => name === item) && !has(schema, item))
    return `[${parts.map(([, json]) => json).join(",")}]`;
  return `{${parts.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
}

function* readKey(input: AnswerInput, after: string): Step<string | undefined> {
  let key = "";
  const found = yield* input.readTo([after], (text) => {
    key += text;
  });
  return found === undefined ? undefined : key.trim();
}

function toLeaf(text: string, schema: unknown): string {
  if (wantsText(schema)) return JSON.stringify(text);
  const type = fieldOf(schema, "type");
  // Nothing between the tags is what an empty list or object looks like.
  if (text.trim() === "" && type === "array") return "[]";
  if (text.trim() === "" && type === "object") return "{}";
  return toJsonValue(text);
}

function itemsOf(schema: unknown): unknown {
  return fieldOf(schema, "items");
}

function propertyOf(schema: unknown, name: string): unknown {
  return fieldOf(fieldOf(schema, "properties"), name);
}

function has(schema: unknown, name: string): boolean {
  return propertyOf(schema, name) !== undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
