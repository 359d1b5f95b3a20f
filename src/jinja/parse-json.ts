import { failed } from "./jinja-error.ts";
import { type Dict, toFloat, type Value } from "./value.ts";

const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const blank = /[ \t\n\r]*/y;
/** Control characters are refused when the text is read. */
const text = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const words: Readonly<Record<string, Value>> = { true: true, false: false, null: null };
const mostDepth = 500;

/**
 * Reads JSON into a value of a template: unlike `JSON.parse()` it keeps the order of keys that look like numbers, knows
 * 1.0 from 1, and leaves a large integer as it is.
 *
 * @throws JinjaError for what is no JSON
 */
export function parseJson(source: string): Value {
  let at = 0;

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) at += match[0].length;
    return match;
  }

  function skip(mark: string): boolean {
    take(blank);
    if (source[at] !== mark) return false;
    at++;
    return true;
  }

  function require(mark: string): void {
    if (!skip(mark)) throw notJson();
  }

  function notJson(): Error {
    return failed(`no JSON at character ${at + 1}`);
  }

  function readText(): string {
    take(blank);
    const match = take(text);
    if (match === null) throw notJson();
    try {
      return String(JSON.parse(match[0]));
    } catch {
      throw notJson();
    }
  }

  function readValue(depth: number): Value {
    if (depth > mostDepth) throw failed("JSON is nested too deeply");
    if (skip("{")) return readDict(depth);
    if (skip("[")) return readList(depth);
    if (source[at] === '"') return readText();
    for (const [word, value] of Object.entries(words))
      if (source.startsWith(word, at)) {
        at += word.length;
        return value;
      }
    const match = take(number);
    if (match === null) throw notJson();
    if (match[1] !== undefined || match[2] !== undefined) return toFloat(Number(match[0]));
    const whole = Number(match[0]);
    return Number.isSafeInteger(whole) ? whole + 0 : BigInt(match[0]);
  }

  function readDict(depth: number): Dict {
    const dict: Dict = new Map();
    if (skip("}")) return dict;
    do {
      const key = readText();
      require(":");
      dict.set(key, readValue(depth + 1));
    } while (skip(","));
    require("}");
    return dict;
  }

  function readList(depth: number): Value[] {
    const list: Value[] = [];
    if (skip("]")) return list;
    do list.push(readValue(depth + 1));
    while (skip(","));
    require("]");
    return list;
  }

  const value = readValue(0);
  take(blank);
  if (at < source.length) throw notJson();
  return value;
}
