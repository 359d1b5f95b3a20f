import assert from "node:assert/strict";
import { it } from "node:test";
import { MOST_JSON_DEPTH, MOST_JSON_VALUES } from "../app/limits.ts";
import { parseBoundedJson } from "./parse-bounded-json.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

it("`parseBoundedJson()` parses what nests to the bound, and refuses one level more", () => {
  assert.doesNotThrow(() => parseBoundedJson(nested(MOST_JSON_DEPTH)));
  assert.throws(() => parseBoundedJson(nested(MOST_JSON_DEPTH + 1)), { status: 400, message: /nest at most 128/ });
  assert.throws(() => parseBoundedJson(nested(5_000_000)), { status: 400 });
});

it("`parseBoundedJson()` counts no brackets in strings, and every one after them", () => {
  assert.deepEqual(parseBoundedJson(JSON.stringify({ a: `${"[".repeat(500)}"\\` })), { a: `${"[".repeat(500)}"\\` });
  assert.throws(() => parseBoundedJson(`{"a":"\\\\","b":${nested(MOST_JSON_DEPTH)}}`), { status: 400 });
});

it("`parseBoundedJson()` drops `__proto__`, however it is written", () => {
  for (const text of ['{"__proto__":{"a":1},"b":2}', '{"\\u005f_proto__":{"a":1},"b":2}'])
    assert.deepEqual(Object.keys(parseBoundedJson(text) as object), ["b"]);
});

it("`parseBoundedJson()` says what is wrong with a body that is no JSON", () => {
  for (const text of ["", "  ", "{", "undefined"])
    assert.throws(() => parseBoundedJson(text), { status: 400, code: "invalid_json", message: /must be JSON/ });
});

it("`parseBoundedJson()` refuses more values than it is worth to look at, and counts no commas in strings", () => {
  const list = (values: number) => `[${Array(values).fill(0).join(",")}]`;
  assert.doesNotThrow(() => parseBoundedJson(list(MOST_JSON_VALUES)));
  assert.throws(() => parseBoundedJson(list(MOST_JSON_VALUES + 1)), { status: 400, message: /at most 200000 values/ });
  assert.doesNotThrow(() => parseBoundedJson(JSON.stringify(",".repeat(MOST_JSON_VALUES + 1))));
});
