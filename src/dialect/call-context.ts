import type { ToolDefinition } from "../core/chat-model.ts";
import type { Pattern } from "./answer-form.ts";
import type { AnswerInput, Step } from "./answer-input.ts";

/** The tools that may be called. */
export type Tools = ReadonlyMap<string, ToolDefinition>;

/**
 * Reads the name of one of the tools: the longest that stands here. A name that the answer's end cuts counts where only
 * one tool's name begins so.
 */
export function* readName(input: AnswerInput, tools: Tools): Step<string | undefined> {
  for (;;) {
    const { rest } = input;
    const longer = [...tools.keys()].filter((name) => name.length >= rest.length && name.startsWith(rest));
    if (longer.length > 0 && !input.ended) {
      yield;
      continue;
    }
    const [name] = [...tools.keys()].filter((one) => rest.startsWith(one)).sort((a, b) => b.length - a.length);
    if (name === undefined) return undefined;
    // A longer name that is none of the tools begins with this one.
    if (/^[\w-]/.test(rest.slice(name.length))) return undefined;
    input.skip(name.length);
    return name;
  }
}

/** Most characters of an id or number between the texts of a pattern. */
const mostBetween = 100;

/** Reads a pattern: its texts in order, blanks around them or not. */
export function* takePattern(input: AnswerInput, pattern: Pattern): Step<boolean> {
  const start = input.mark();
  for (const [index, text] of pattern.entries()) {
    if (index > 0) {
      const found = yield* findWithin(input, text.trim());
      if (found === undefined) {
        input.return(start);
        return false;
      }
      input.skip(found);
    }
    if (yield* input.takeMarks(text)) continue;
    input.return(start);
    return false;
  }
  return true;
}

function* findWithin(input: AnswerInput, text: string): Step<number | undefined> {
  for (;;) {
    const at = input.rest.indexOf(text);
    if (at >= 0) return at;
    if (input.ended || input.rest.length > mostBetween + text.length) return undefined;
    yield;
  }
}

/** Whether a schema takes texts and nothing else, so that `1` is a text there and no number. */
export function wantsText(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  const { type, enum: values, const: value, anyOf, oneOf } = schema as Readonly<Record<string, unknown>>;
  if (type !== undefined) return [type].flat().every((one) => one === "string");
  if (Array.isArray(values)) return values.every((one) => typeof one === "string");
  if (value !== undefined) return typeof value === "string";
  const choices = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : [];
  return choices.length > 0 && choices.every(wantsText);
}
