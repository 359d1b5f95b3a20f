import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { getLlama, type Llama } from "node-llama-cpp";
import { AssayError } from "../../../core/errors.ts";
import { createGbnfRules } from "./gbnf-rules.ts";
import { schemaToGbnf } from "./schema-to-gbnf.ts";

describe("schemaToGbnf()", () => {
  let llama: Llama;
  before(async () => {
    llama = await getLlama({ gpu: false, build: "never", skipDownload: true, progressLogs: false });
  });

  /** Holds texts against the grammar with llama.cpp's own matcher, and the valid ones against JSON. */
  async function check(schema: unknown, valid: readonly string[], invalid: readonly string[]): Promise<void> {
    const rules = createGbnfRules();
    const grammar = await llama.createGrammar({ grammar: rules.toText(schemaToGbnf(schema, rules, "schema")) });
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

  it("refuses what it cannot honour, with the keyword and its path", async () => {
    const inside = (schema: unknown) => ({ type: "object", properties: { a: { type: "array", items: schema } } });
    const refused: readonly (readonly [unknown, string])[] = [
      [{ type: "string", pattern: "^a" }, "pattern"],
      [{ type: "string", format: "email" }, "format"],
      [{ type: "array", uniqueItems: true }, "uniqueItems"],
      [{ type: "integer", multipleOf: 5 }, "multipleOf"],
      [{ type: "number", minimum: 0.5 }, "minimum"],
      [{ type: "object", patternProperties: {} }, "patternProperties"],
      [{ type: "object", minProperties: 1 }, "minProperties"],
      [{ not: {} }, "not"],
      [{ if: {}, else: {} }, "if"],
      [{ allOf: [{ type: "string" }, { minLength: 1 }] }, "allOf"],
      [{ anyOf: [{ type: "string" }], properties: {} }, "anyOf"],
      [{ oneOf: [{ type: "string" }, { enum: ["a"] }] }, "oneOf"],
      [{ $ref: "https://example.com/schema" }, "$ref"],
      [{ $ref: "#/$defs/none" }, "$ref"],
      [{ type: "string", maxLength: 2001 }, "maxLength"],
      [{ madeUp: true }, "madeUp"],
    ];
    for (const [schema, keyword] of refused)
      assert.throws(
        () => schemaToGbnf(inside(schema), createGbnfRules(), "schema"),
        (error) => {
          assert.ok(error instanceof AssayError);
          assert.equal(error.code, "unsupported", error.message);
          assert.ok(error.message.includes(`schema.properties.a.items.${keyword}`), error.message);
          return true;
        },
      );
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
      { type: "array", items: { type: "string", maxLength: 2000 }, prefixItems: Array(6).fill({ maxLength: 2000 }) },
    ])
      assert.throws(() => schemaToGbnf(schema, createGbnfRules(), "schema"), { code: "invalid-input" });
  });
});
