import type { AnswerInput, Step } from "./answer-input.ts";
import { readJsonText } from "./copy-json.ts";

const words: Readonly<Record<string, string>> = {
  True: "true",
  False: "false",
  None: "null",
  true: "true",
  false: "false",
  null: "null",
};
const mostDepth = 100;

/**
 * Reads a value as Python or as Gemma writes it, as JSON: texts in either quote or between marks, lists, entries whose
 * names may stand without quotes. Undefined when it is none, or cut.
 */
export function* readLiteral(input: AnswerInput, quote: string | undefined, depth = 0): Step<string | undefined> {
  yield* input.skipBlanks();
  if (depth > mostDepth || !(yield* input.more())) return undefined;
  if (quote !== undefined && (yield* input.take(quote))) return yield* readMarkedText(input, quote);
  if (input.rest.startsWith('"')) return writeText(yield* readJsonText(input));
  if (yield* input.take("'")) return yield* readSingleQuoted(input);
  if (yield* input.take("[")) return yield* readList(input, quote, depth);
  if (yield* input.take("{")) return yield* readEntries(input, quote, depth);
  const word = yield* readWord(input);
  if (Object.hasOwn(words, word)) return words[word];
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(word) ? String(Number(word)) : undefined;
}

function writeText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : JSON.stringify(text);
}

/** A word of letters, digits, points and signs: a number, a keyword or a name. */
function* readWord(input: AnswerInput): Step<string> {
  for (;;) {
    const word = /^[\p{L}\p{N}_.+$-]*/u.exec(input.rest)?.[0] ?? "";
    if (word.length === input.rest.length && !input.ended) {
      yield;
      continue;
    }
    input.skip(word.length);
    return word;
  }
}

function* readMarkedText(input: AnswerInput, quote: string): Step<string | undefined> {
  let text = "";
  const found = yield* input.readTo([quote], (more) => {
    text += more;
  });
  return found === undefined ? undefined : JSON.stringify(text);
}

function* readSingleQuoted(input: AnswerInput): Step<string | undefined> {
  let text = "";
  for (;;) {
    const found = yield* input.readTo(["'", "\\"], (more) => {
      text += more;
    });
    if (found === undefined) return undefined;
    if (found === "'") return JSON.stringify(text);
    if (!(yield* input.fill(1))) return undefined;
    const escaped = input.rest.charAt(0);
    input.skip(1);
    text += { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"' }[escaped] ?? `\\${escaped}`;
  }
}

function* readList(input: AnswerInput, quote: string | undefined, depth: number): Step<string | undefined> {
  const items: string[] = [];
  for (;;) {
    yield* input.skipBlanks();
    if (yield* input.take("]")) return `[${items.join(",")}]`;
    const item = yield* readLiteral(input, quote, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    yield* input.skipBlanks();
    yield* input.take(",");
  }
}

function* readEntries(input: AnswerInput, quote: string | undefined, depth: number): Step<string | undefined> {
  const entries: string[] = [];
  for (;;) {
    yield* input.skipBlanks();
    if (yield* input.take("}")) return `{${entries.join(",")}}`;
    const key = yield* readKey(input, quote);
    yield* input.skipBlanks();
    if (key === undefined || !(yield* input.take(":"))) return undefined;
    const value = yield* readLiteral(input, quote, depth + 1);
    if (value === undefined) return undefined;
    entries.push(`${key}:${value}`);
    yield* input.skipBlanks();
    yield* input.take(",");
  }
}

/** The name of an entry as JSON. */
export function* readKey(input: AnswerInput, quote: string | undefined): Step<string | undefined> {
  if (/^["'<]/.test(input.rest)) return yield* readLiteral(input, quote);
  const word = yield* readWord(input);
  return word === "" ? undefined : JSON.stringify(word);
}
