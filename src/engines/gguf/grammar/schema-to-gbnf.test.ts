import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { getLlama, type Llama } from "node-llama-cpp";
import { runInTime } from "../../answering/node/run-in-time.ts";
import { checkBySchema } from "../../answering/schemas/check-by-schema.ts";
import { createSchemaNotes } from "../../answering/schemas/schema-notes.ts";
import { createGbnfRules } from "./gbnf/gbnf-rules.ts";
import { schemaToGbnf } from "./schema-to-gbnf.ts";

describe("schemaToGbnf()", () => {
  let llama: Llama;
  before(async () => {
    llama = await getLlama({ gpu: false, build: "never", skipDownload: true, progressLogs: false });
  });

  /** Holds texts against the grammar with llama.cpp's own matcher, and the valid ones against JSON. */
  async function check(schema: unknown, valid: readonly string[], invalid: readonly string[]): Promise<void> {
    const rules = createGbnfRules();
    const grammar = await llama.createGrammar({
      grammar: rules.toText(schemaToGbnf(schema, rules, { path: "schema" })),
    });
    const matches = (text: string): unknown => Reflect.get(grammar, "_testText").call(grammar, text);
    for (const text of valid) {
      assert.ok(matches(text), `${text} fits ${JSON.stringify(schema)}`);
      JSON.parse(text);
    }
    for (const text of invalid) assert.ok(!matches(text), `${text} does not fit ${JSON.stringify(schema)}`);
  }

  it("takes any JSON where nothing is demanded, and nothing else", async () => {
    const valid = [
      "{}",
      '[1, [2], {"a": null}]',
      '"x\\n\\u00e9 🙂"',
      "-1.5e10",
      "0",
      "true",
      '{\n  "a": 1,\n  "b": []\n}',
    ];
    const invalid = ['{"a"}', "[1,]", "01", '"\n"', "{'a':1}", "1 2", "nul", "", "1e999", '"\\ud83d"', "{} "];
    await check({}, valid, invalid);
    await check({ title: "T", description: "D", default: 1, examples: [1], $schema: "s" }, valid, invalid);
  });

  it("writes required properties, leaves others out or not, in the schema's order", async () => {
    const properties = { a: { type: "string" }, b: { type: "integer" }, c: { type: ["null", "boolean"] } };
    await check(
      { type: "object", properties, required: ["b"], additionalProperties: false },
      ['{"b":1}', '{ "a": "x", "b": 2}', '{"a":"x","b":2,"c":null}', '{"b": 1, "c": true}'],
      ["{}", '{"a":"x"}', '{"b":1,"a":"x"}', '{"b":1,}', '{"b":1.5}', '{"b":1,"d":1}', '{"b":"1"}'],
    );
    await check({ properties }, ["{}", '{"a":""}', '{"b":1}', '{"a":"","c":null}'], ['{,"b":1}', '{"a":"",}', "[]"]);
    await check({ required: ["q"] }, ['{"q":[1]}'], ["{}"]);
    await check({ type: "object", additionalProperties: { type: "integer" } }, ["{}", '{"x":1,"y":2}'], ['{"x":"y"}']);
    await check({ type: "object", additionalProperties: false }, ["{}"], ['{"x":1}']);
  });

  it("counts items and characters", async () => {
    const items = { type: "integer" };
    await check({ type: "array", items, minItems: 2, maxItems: 3 }, ["[1,2]", "[1, 2, 3]"], ["[1]", "[]", "[1,2,3,4]"]);
    await check({ type: "array", items, maxItems: 1 }, ["[]", "[1]"], ["[1,2]"]);
    await check({ prefixItems: [{ type: "string" }, items] }, ['["a",1]'], ['["a"]', '["a",1,2]']);
    await check({ prefixItems: [items], items: { type: "null" } }, ["[1]", "[1,null,null]"], ["[null]", "[1,2]"]);
    const text = { type: "string", minLength: 2, maxLength: 3 };
    await check(text, ['"ab"', '"a\\u00e9b"', '"\\ud83d\\ude00a"', '"é🙂"'], ['"a"', '"abcd"', '"\\ud83d\\ude00"']);
  });

  it("keeps numbers within their bounds", async () => {
    const within = (from: number, to: number) => ({ type: "integer", minimum: from, maximum: to });
    for (const [from, to] of [
      [3, 120],
      [0, 0],
      [-7, 7],
      [99, 1001],
      [-1200, -15],
      [10, 10],
      [-5, 3000],
    ] as const) {
      const all = Array.from({ length: 6001 }, (_, index) => index - 3000);
      const near = all.filter((n) => Math.abs(n - from) < 15 || Math.abs(n - to) < 15 || n % 97 === 0);
      const [inside, outside] = [true, false].map((wanted) =>
        near.filter((n) => (n >= from && n <= to) === wanted).map(String),
      );
      await check(within(from, to), inside ?? [], [...(outside ?? []), "03", "3.0", ""]);
    }
    const unit = { type: "number", minimum: 0, maximum: 1 };
    await check(unit, ["0", "0.5", "1", "1.0", "0.999"], ["1.1", "-0.1", "2", "10", "1.01"]);
    await check({ type: "number", exclusiveMinimum: 0 }, ["0.1", "5", "100.25", "0.001"], ["0", "0.0", "-1"]);
    const below = { type: "number", minimum: -5, exclusiveMaximum: -2 };
    await check(below, ["-5", "-5.0", "-4.9", "-2.1", "-3"], ["-2", "-2.0", "-5.1", "0", "3", "-1"]);
    await check({ type: "integer", exclusiveMinimum: 1, exclusiveMaximum: 3 }, ["2"], ["1", "3"]);
  });

  it("takes listed values as they are", async () => {
    const listed = ["a", "ab", 'b "q" \\ é\n', 3, null, { x: 1 }];
    await check(
      { enum: listed },
      ['"a"', '"ab"', '"b \\"q\\" \\\\ é\\n"', "3", "null", '{"x":1}'],
      ['"c"', '""', '"abc"'],
    );
    await check({ type: "string", enum: ["a", 3] }, ['"a"'], ["3"]);
    await check({ const: "x" }, ['"x"'], ['"y"']);
    const many = Array.from({ length: 1000 }, (_, index) => `value ${index}`);
    await check({ enum: many }, ['"value 0"', '"value 99"', '"value 999"'], ['"value 1000"', '"value "']);
  });

  it("follows references, those that come back included", async () => {
    const node = {
      type: "object",
      properties: { v: { type: "number" }, k: { type: "array", items: { $ref: "#/$defs/n" } } },
      required: ["v", "k"],
    };
    await check({ $defs: { n: node }, $ref: "#/$defs/n" }, ['{"v":1,"k":[{"v":2,"k":[]}]}'], ['{"v":1}']);
    await check({ type: "array", items: { $ref: "#" } }, ["[[],[[]]]"], ["[1]"]);
    const escaped = { definitions: { "a/b": { type: "null" } }, allOf: [{ $ref: "#/definitions/a~1b" }] };
    await check(escaped, ["null"], ["1"]);
  });

  it("knows alternatives and formats", async () => {
    await check({ anyOf: [{ type: "integer" }, { type: "null" }] }, ["1", "null"], ['"1"']);
    const tagged = (kind: string) => ({ properties: { kind: { const: kind } }, required: ["kind"], type: "object" });
    await check({ oneOf: [tagged("cat"), tagged("dog")] }, ['{"kind":"cat"}', '{"kind":"dog"}'], ['{"kind":"cow"}']);
    const moments = ['"2024-02-28T10:00:00Z"', '"2024-12-01T23:59:59.5+01:00"'];
    await check({ type: "string", format: "date-time" }, moments, ['"2024-13-01T10:00:00Z"', '"2024-02-30T10:00:00Z"']);
    await check({ type: "string", format: "uuid" }, ['"123e4567-e89b-12d3-a456-426614174000"'], ['"123"']);
  });

  it("holds formats, each text of which the checking library takes too", async () => {
    const valid: Readonly<Record<string, readonly string[]>> = {
      email: ["ann.b+c@mail.example.org"],
      uri: ["https://example.org/a/b?c=d#e", "http://localhost:8080", "mailto:a@b.org", "urn:isbn:1"],
      hostname: ["a-b.example.org"],
      ipv4: ["192.168.0.1"],
      ipv6: ["::1", "::", "2001:db8::8a2e:370:7334", "1:2:3:4:5:6:7:8", "1::", "1:2:3:4:5:6::8"],
      duration: ["P1Y2M3DT4H5M6S", "PT5M", "P2W", "P3D"],
      date: ["2024-01-31", "2024-02-28"],
      time: ["12:30:00Z"],
      "date-time": ["2024-01-31T00:00:00.5+01:00"],
      uuid: ["123E4567-e89b-12d3-a456-426614174000"],
    };
    const invalid: Readonly<Record<string, readonly string[]>> = {
      email: ["a@b", "@b.org", "a b@c.org", ".a@b.org"],
      uri: ["example.org", "https://", "http://a b"],
      hostname: ["-a.org", "a..b"],
      ipv4: ["256.1.1.1", "1.2.3"],
      ipv6: ["1::2::3", "1:2:3", "12345::"],
      duration: ["P", "PT", "P1S", "1D"],
      date: ["2024-04-31", "2024-13-01", "24-01-01"],
    };
    for (const [format, texts] of Object.entries(valid)) {
      const schema = { type: "string", format };
      const [fitting, others] = [texts, invalid[format] ?? []].map((all) => all.map((text) => JSON.stringify(text)));
      await check(schema, fitting ?? [], others ?? []);
      for (const text of texts) assert.equal(checkBySchema(schema, text, runInTime).type, "fits", `${format} ${text}`);
    }
  });

  it("takes the words of OpenAPI and of older drafts", async () => {
    await check({ type: "string", nullable: true }, ['"a"', "null"], ["1"]);
    await check({ $ref: "#/$defs/n", nullable: true, $defs: { n: { type: "integer" } } }, ["1", "null"], ['"a"']);
    await check({ type: "string", enum: ["a"], nullable: true }, ['"a"', "null"], ['"b"']);
    await check({ type: "integer", minimum: 0, exclusiveMinimum: true, maximum: 2 }, ["1", "2"], ["0", "3"]);
    await check({ items: [{ type: "integer" }, { type: "null" }] }, ["[1,null]"], ["[null]", "[1]"]);
    await check({ type: "integer", format: "uint8" }, ["0", "255"], ["-1", "256"]);
    await check(
      { type: "integer", multipleOf: 5, minimum: -5, maximum: 10 },
      ["-5", "0", "5", "10"],
      ["1", "15", "-0"],
    );
    await check({ type: "number", multipleOf: 0.01 }, ["1", "1.25", "-0.5"], ["1.255", "1e3"]);
    await check({ $defs: { "A b": { type: "null" } }, $ref: "#/$defs/A%20b" }, ["null"], ["1"]);
    await check({ $defs: { x: { $anchor: "x", type: "null" } }, $ref: "#x" }, ["null"], ["1"]);
    await check({ anyOf: [{ type: "null" }, false] }, ["null"], ["1"]);
    await check({ properties: { a: false, b: true }, required: ["b"] }, ['{"b":1}'], ['{"a":1,"b":1}']);
    await check({ type: "string", pattern: "^[a-z]{3}$" }, ['"abc"'], ['"ab"', '"abcd"', '"aB1"']);
    await check({ type: "string", minLength: 1, maxLength: 2083 }, ['"a"', `"${"a".repeat(3000)}"`], ['""']);
  });

  it("joins what must hold at once, and spreads what stands beside alternatives", async () => {
    const named = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
    const aged = { properties: { age: { type: "integer", minimum: 0 } }, required: ["age"] };
    await check({ allOf: [named, aged] }, ['{"name":"a","age":1}'], ['{"name":"a"}', '{"name":"a","age":-1}']);
    const $defs = { named };
    await check({ $defs, allOf: [{ $ref: "#/$defs/named" }, aged] }, ['{"name":"a","age":1}'], ['{"name":"a"}']);
    await check({ $defs, $ref: "#/$defs/named", ...aged }, ['{"name":"a","age":1}'], ['{"age":1}']);
    await check({ allOf: [{ type: "string" }, { minLength: 2 }] }, ['"ab"'], ['"a"', "1"]);
    const either = { ...named, anyOf: [{ required: ["name"] }, aged] };
    await check(either, ['{"name":"a"}', '{"name":"a","age":1}'], ['{"age":1}', "{}"]);
    const twice = {
      allOf: [{ properties: { a: { minimum: 1 } } }, { properties: { a: { type: "integer", maximum: 3 } } }],
    };
    await check(twice, ['{"a":1}', '{"a":3}', "{}"], ['{"a":0}', '{"a":4}']);
  });

  it("names the keys of objects that list none", async () => {
    await check({ type: "object", propertyNames: { enum: ["a", "b"] } }, ["{}", '{"a":1,"b":2}'], ['{"c":1}']);
    const patternProperties = { "^x": { type: "integer" } };
    await check({ type: "object", patternProperties }, ["{}", '{"xy":1}'], ['{"y":1}', '{"x":"1"}']);
    await check({ type: "object", minProperties: 1, maxProperties: 2 }, ['{"a":1}', '{"a":1,"b":2}'], ["{}"]);
    await check({ type: "object", maxProperties: 1 }, ["{}", '{"a":1}'], ['{"a":1,"b":2}']);
  });

  it("names what it does not hold: to be checked, or known to nobody", () => {
    const inside = (schema: unknown) => ({ type: "object", properties: { a: { type: "array", items: schema } } });
    const cases: readonly (readonly [schema: unknown, checked: readonly string[], ignored: readonly string[]])[] = [
      [{ type: "string", pattern: "^(?!a)b" }, ["pattern"], []],
      [{ type: "string", pattern: "(?i)b" }, ["pattern"], []],
      [{ type: "string", pattern: "^a+$", maxLength: 9 }, ["maxLength"], []],
      [{ type: "string", format: "email", pattern: "^(?!\\.)x@" }, ["pattern"], []],
      [{ type: "string", format: "json-pointer" }, ["format"], []],
      [{ type: "string", format: "path" }, [], ["format (path)"]],
      [{ type: "array", uniqueItems: true }, ["uniqueItems"], []],
      [{ type: "integer", multipleOf: 7 }, ["multipleOf"], []],
      [{ type: "number", minimum: 0.5 }, ["minimum"], []],
      [{ type: "number", minimum: 1e30, maximum: 1e40 }, ["minimum", "maximum"], []],
      [{ type: "integer", minimum: 2 ** 63 }, ["minimum"], []],
      [{ type: "object", minProperties: 2 }, ["minProperties"], []],
      [{ not: {} }, ["not"], []],
      [{ type: "string", if: {}, else: {} }, ["if", "else"], []],
      [{ oneOf: [{ type: "string" }, { enum: ["a"] }] }, ["oneOf"], []],
      [{ allOf: [{ anyOf: [{ type: "null" }] }, { anyOf: [true] }] }, ["allOf"], []],
      [{ $ref: "https://example.com/schema" }, [], ["$ref (https://example.com/schema)"]],
      [{ type: "string", maxLength: 2001 }, ["maxLength"], []],
      [{ "x-order": 1, madeUp: true }, [], ["x-order", "madeUp"]],
      [{ allOf: [{ type: "string" }, { "x-a": 1 }] }, [], ["x-a"]],
    ];
    for (const [schema, checked, ignored] of cases) {
      const notes = createSchemaNotes();
      schemaToGbnf(inside(schema), createGbnfRules(), { path: "s", notes });
      const under = (paths: readonly string[]) =>
        paths.map((path) => path.replace(/^s\.properties\.a\.items\.(allOf\[\d\]\.)?/, ""));
      assert.deepEqual([under(notes.checked), under(notes.ignored)], [checked, ignored], JSON.stringify(schema));
    }
  });

  it("refuses what is no schema, leads nowhere or would take too long", () => {
    let deep: unknown = { type: "string" };
    for (let level = 0; level < 100_000; level++) deep = { items: deep };
    let doubling: unknown = { type: "string" };
    for (let level = 0; level < 28; level++) doubling = { properties: { a: doubling, b: doubling } };
    const chain = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => {
        const next = { $ref: `#/$defs/d${index + 1}` };
        return [`d${index}`, { anyOf: [next, { type: "array", items: next }, next] }];
      }),
    );
    const alike = { type: "object", properties: { k: { $ref: "#/$defs/u" } }, required: ["k"] };
    for (const schema of [
      3,
      { type: "text" },
      { properties: [] },
      { required: "a" },
      { anyOf: [] },
      { enum: [] },
      { type: "integer", minimum: 5, maximum: 4 },
      { minItems: -1 },
      { anyOf: [{ $ref: "#" }, { type: "string" }] },
      { $ref: "#" },
      deep,
      doubling,
      { $defs: { ...chain, d60: { type: "string" } }, $ref: "#/$defs/d0" },
      { $defs: { u: { anyOf: [alike, alike] } }, $ref: "#/$defs/u" },
      { anyOf: Array.from({ length: 300 }, (_, index) => ({ const: index })) },
      { enum: Array.from({ length: 5000 }, (_, index) => index) },
      { description: "x".repeat(200_000) },
      { $ref: "#/$defs/none" },
      { allOf: [] },
      { type: "string", pattern: 3 },
      { type: "integer", multipleOf: 7, minimum: 1, maximum: 6 },
      { anyOf: [false] },
      { properties: { a: false }, required: ["a"] },
    ])
      assert.throws(() => schemaToGbnf(schema, createGbnfRules(), { path: "schema" }), { code: "invalid-input" });
  });
});
