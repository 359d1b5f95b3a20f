import assert from "node:assert/strict";
import { it } from "node:test";
import { MOST_JSON_DEPTH, MOST_JSON_VALUES, MOST_OBJECT_FIELDS } from "../app/limits.ts";
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
  const nested = parseBoundedJson('{"a":[1,{"__proto__":{"x":1},"b":null}],"c":"__proto__"}');
  assert.equal(JSON.stringify(nested), '{"a":[1,{"b":null}],"c":"__proto__"}');
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

it("`parseBoundedJson()` refuses an object of more fields than any request has, and counts those of each object apart", () => {
  const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`:${index}`, ":"]));
  const most = fields(MOST_OBJECT_FIELDS);
  assert.doesNotThrow(() => parseBoundedJson(JSON.stringify([most, { a: [most] }, ...Array(10).fill(fields(2))])));
  for (const large of [fields(MOST_OBJECT_FIELDS + 1), { ...most, last: fields(1) }])
    assert.throws(() => parseBoundedJson(JSON.stringify({ a: { b: large } })), {
      status: 400,
      message: /at most 10000 fields in one object/,
    });
});

it("`parseBoundedJson()` says of brackets that close nothing that they are no JSON", () => {
  for (const text of ["]]]]{", ':::}:{"a":1}', "}:".repeat(20_000)])
    assert.throws(() => parseBoundedJson(text), { status: 400, code: "invalid_json" });
});
