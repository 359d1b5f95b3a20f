import type { ArgumentTags, Pattern } from "./answer-form.ts";
import type { AnswerInput, Step } from "./answer-input.ts";
import { takePattern, wantsText } from "./call-context.ts";
import { readNestedValue } from "./read-nested-value.ts";
import { toJsonValue } from "./to-json-value.ts";

export interface TagOptions {
  readonly tags: ArgumentTags;
  /** Stands behind the last argument. */
  readonly close: string;
  readonly schemaOf: (key: string) => unknown;
}

/** Some templates wrap texts that hold marks. */
const wrapped = { open: "<![CDATA[", close: "]]>" };

/** Reads arguments between tags and gives them away as JSON; false when they are cut. */
export function* readTags(input: AnswerInput, { tags, close, schemaOf }: TagOptions): Step<boolean> {
  const give = (text: string) => input.emit("call-arguments", text);
  give("{");
  for (let count = 0; ; count++) {
    if (yield* stands(input, close)) break;
    if (!(yield* input.takeMarks(tags.open))) break;
    const key = yield* readKey(input, tags.afterKey);
    if (key === undefined) return false;
    give(`${count > 0 ? "," : ""}${JSON.stringify(key)}:`);
    if (!(yield* readArgument(input, { tags, key, schema: schemaOf(key) }))) return false;
  }
  if (input.cut && input.rest.trim() === "") return false;
  give("}");
  return true;
}

interface Argument {
  readonly tags: ArgumentTags;
  readonly key: string;
  readonly schema: unknown;
}

function* readArgument(input: AnswerInput, { tags, key, schema }: Argument): Step<boolean> {
  const isText = wantsText(schema);
  if (isText || tags.nestedItem === undefined) return yield* readValue(input, { close: closeOf(tags, key), isText });
  const value = yield* readNestedValue(input, { ...tags, item: tags.nestedItem, key, schema });
  if (value !== undefined) input.emit("call-arguments", value);
  return value !== undefined;
}

/** Whether the marks behind the arguments stand here: they may begin as an argument does. */
function* stands(input: AnswerInput, close: string): Step<boolean> {
  const start = input.mark();
  const [first = ""] = close.trim().split(/\s+/);
  const found = first !== "" && (yield* input.takeMarks(first));
  input.return(start);
  return found;
}

/** What closes an argument names it again where something stands in its middle. */
function closeOf({ close }: ArgumentTags, key: string): string {
  return close.join(key);
}

function* readKey(input: AnswerInput, afterKey: Pattern): Step<string | undefined> {
  let key = "";
  const found = yield* input.readTo([afterKey[0]?.trim() ?? ""], (text) => {
    key += text;
  });
  if (found === undefined) return undefined;
  if (afterKey.length > 1 && !(yield* takePattern(input, ["", ...afterKey.slice(1)]))) return undefined;
  // The blank that the family writes before a value is no part of it.
  const blank = /\s*$/.exec(afterKey.at(-1) ?? "")?.[0] ?? "";
  if (blank !== "") yield* input.take(blank);
  return key.trim();
}

/** A text is given away as it comes; anything else, once it is whole. */
function* readValue(
  input: AnswerInput,
  { close, isText }: { readonly close: string; readonly isText: boolean },
): Step<boolean> {
  const blank = /^\s*/.exec(close)?.[0] ?? "";
  const core = close.trim();
  const inner = (yield* input.take(wrapped.open)) ? wrapped.close + core : core;
  let value = "";
  if (isText) input.emit("call-arguments", '"');
  const found = yield* input.readTo(blank === "" ? [inner] : [blank + inner, inner], (text) => {
    if (isText) input.emit("call-arguments", JSON.stringify(text).slice(1, -1));
    else value += text;
  });
  if (found === undefined) return false;
  input.emit("call-arguments", isText ? '"' : toJsonValue(value));
  return true;
}
