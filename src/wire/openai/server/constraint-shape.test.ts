import assert from "node:assert/strict";
import { test } from "node:test";
import { chatRequestBodySchema, listIgnoredOfChat, toChatRequest } from "./chat-request-body.ts";
import {
  completionRequestBodySchema,
  listIgnoredOfCompletion,
  toCompletionRequests,
} from "./completion-request-body.ts";

const schema = { type: "object", properties: { ok: { type: "boolean" } } };
const held = { type: "json-schema", schema };
const choice = { type: "grammar", gbnf: 'root ::= "a" | "b \\"q\\" \\\\"' };
const chat = { model: "m", messages: [{ role: "user", content: "hi" }] };

/** How each server takes it, and what it means. */
const FORMS: readonly (readonly [part: object, format: object | undefined])[] = [
  [{ response_format: { type: "text" } }, { type: "text" }],
  [{ response_format: { type: "json_object" } }, { type: "json-object" }],
  [{ response_format: { type: "json_object", schema: null } }, { type: "json-object" }],
  [{ response_format: { type: "json_object", schema } }, held],
  [{ response_format: { type: "json_schema", json_schema: { name: "x", schema } } }, held],
  [{ response_format: { type: "json_schema", json_schema: { schema, strict: true } } }, { ...held, strict: true }],
  [{ response_format: { type: "json_schema", json_schema: { name: "x" } } }, { type: "json-object" }],
  [{ response_format: { type: "json_schema", schema } }, held],
  [{ response_format: { type: "grammar", grammar: "root ::= [a]" } }, { type: "grammar", gbnf: "root ::= [a]" }],
  [{ response_format: { type: "regex", value: "a+" } }, { type: "pattern", pattern: "a+" }],
  [{ json_schema: schema }, held],
  [{ json_schema: JSON.stringify(schema) }, held],
  [{ grammar: "root ::= [a]" }, { type: "grammar", gbnf: "root ::= [a]" }],
  [{ grammar: "" }, undefined],
  [{ guided_json: schema }, held],
  [{ guided_json: JSON.stringify(schema) }, held],
  [{ guided_choice: ["a", 'b "q" \\'] }, choice],
  [{ guided_regex: "a+" }, { type: "pattern", pattern: "a+" }],
  [{ guided_grammar: "root ::= [a]" }, { type: "grammar", gbnf: "root ::= [a]" }],
  [{ regex: "a+" }, { type: "pattern", pattern: "a+" }],
  [{ structured_outputs: { json: schema } }, held],
  [{ structured_outputs: { choice: ["a", 'b "q" \\'] } }, choice],
  [{ structured_outputs: { regex: "a+" } }, { type: "pattern", pattern: "a+" }],
  [{ structured_outputs: { grammar: "root ::= [a]" } }, { type: "grammar", gbnf: "root ::= [a]" }],
  [{ structured_outputs: { json_object: true } }, { type: "json-object" }],
  [{ format: "json" }, { type: "json-object" }],
  [{ format: "" }, undefined],
  [{ format: schema }, held],
  [{ response_format: { type: "text" }, guided_json: schema }, held],
  [{ json_schema: null, grammar: null, guided_json: null, format: null, structured_outputs: null }, undefined],
];

test("a form of answer is understood as each server takes it, in chats and completions", () => {
  for (const [part, format] of FORMS) {
    const body = chatRequestBodySchema.parse({ ...chat, ...part });
    assert.deepEqual(toChatRequest(body).responseFormat, format, JSON.stringify(part));
    assert.deepEqual(listIgnoredOfChat(body), [], JSON.stringify(part));
    const completion = completionRequestBodySchema.parse({ model: "m", prompt: "a", ...part });
    assert.deepEqual(toCompletionRequests(completion)[0]?.responseFormat, format, JSON.stringify(part));
    assert.deepEqual(listIgnoredOfCompletion(completion), []);
  }
});

test("two forms of answer, or one that is none, are refused by their field", () => {
  for (const [part, field] of [
    [{ response_format: { type: "json_object" }, guided_json: schema }, "guided_json"],
    [{ grammar: "root ::= [a]", guided_regex: "a" }, "guided_regex"],
    [{ guided_json: "{" }, "guided_json"],
    [{ json_schema: "[]" }, "json_schema"],
    [{ guided_choice: [] }, "guided_choice"],
    [{ format: "yaml" }, "format"],
    [{ response_format: { type: "structural_tag" } }, "response_format"],
  ] as const)
    assert.equal(
      chatRequestBodySchema.safeParse({ ...chat, ...part }).error?.issues[0]?.path[0],
      field,
      JSON.stringify(part),
    );
});

test("what nobody knows is named wherever it stands, empty values are not", () => {
  const body = chatRequestBodySchema.parse({
    model: "m",
    frobnicate: 1,
    nothing: null,
    none: [],
    stream_options: { include_usage: true, continuous_usage_stats: true },
    response_format: {
      type: "json_schema",
      json_schema: { name: "x", schema: { anything: 1 }, description: "d" },
      extra: 1,
    },
    structured_outputs: { whitespace_pattern: " " },
    tools: [
      {
        type: "function",
        function: { name: "f", parameters: { anything: 1 }, cache: 1 },
        cache_control: { type: "x" },
      },
    ],
    tool_choice: { type: "function", function: { name: "f", more: 1 } },
    metadata: { run: "7" },
    messages: [
      { role: "user", content: [{ type: "text", text: "a", cache_control: { type: "x" } }] },
      { role: "assistant", content: null, refusal: null, annotations: [], reasoning_content: "hm", tool_calls: [] },
      { role: "assistant", content: "b", reasoning_content: "hm" },
      { role: "user", content: "c", id: "msg_1" },
    ],
  });
  assert.deepEqual(
    listIgnoredOfChat(body)
      .map((one) => one.split(":")[0])
      .toSorted(),
    [
      "frobnicate",
      "stream_options.continuous_usage_stats",
      "response_format.extra",
      "structured_outputs.whitespace_pattern",
      "tools.function.cache",
      "tools.cache_control",
      "tool_choice.function.more",
      "messages.content.cache_control",
      "messages.id",
    ].toSorted(),
  );
});
