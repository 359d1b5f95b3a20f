import assert from "node:assert/strict";
import { test } from "node:test";
import type * as z from "zod";
import { chatRequestBodySchema } from "./chat-request-body.ts";
import { completionRequestBodySchema } from "./completion-request-body.ts";
import { describeIssue } from "./describe-issue.ts";
import { responseRequestBodySchema } from "./response-request-body.ts";

const chat = { model: "m", messages: [{ role: "user", content: "hi" }] };

function describe(schema: z.ZodType, body: unknown) {
  const [issue] = schema.safeParse(body).error?.issues ?? [];
  assert.ok(issue, "the body must not fit");
  return describeIssue(issue, body);
}

const CASES: readonly (readonly [body: unknown, param: string | undefined, rule: RegExp])[] = [
  [5, undefined, /The body must be an object, not 5/],
  [{}, "model", /model must be a text; it is missing/],
  [{ model: "m", messages: [] }, "messages", /must not be empty/],
  [{ ...chat, messages: [{ role: "x", content: "" }] }, "messages.0.role", /one of "system", .*, not "x"/],
  [
    { ...chat, messages: [{ role: "user", content: 5 }] },
    "messages.0.content",
    /a text or a list of text parts, not 5/,
  ],
  [
    { ...chat, messages: [{ role: "user", content: [{ type: "image_url" }] }] },
    "messages.0.content.0.type",
    /"text", as the models here read no pictures.*, not "image_url"/,
  ],
  [{ ...chat, messages: [{ role: "user", content: [{ type: "text" }] }] }, "messages.0.content.0.text", /a text/],
  [{ ...chat, messages: [{ role: "user" }] }, "messages.0.content", /it is missing/],
  [{ ...chat, n: 1.5 }, "n", /a whole number, not 1.5/],
  [{ ...chat, n: 17 }, "n", /at most 16, not 17/],
  [{ ...chat, temperature: -1 }, "temperature", /at least 0/],
  [{ ...chat, top_p: 1.5 }, "top_p", /at most 1/],
  [{ ...chat, max_tokens: 0.5 }, "max_tokens", /a whole number/],
  [{ ...chat, stop: Array(1025).fill("x") }, "stop", /at most 1024 items, not 1025/],
  [{ ...chat, top_logprobs: 2 }, "top_logprobs", /absent, or logprobs be true, not 2/],
  [{ ...chat, tool_choice: "required" }, "tool_choice", /where there are no tools/],
  [{ ...chat, audio: {} }, "audio", /absent, as answers are text/],
  [{ ...chat, tools: [{ type: "web_search" }] }, "tools.0.type", /"function", not "web_search"/],
  [{ ...chat, logit_bias: { hello: 1 } }, "logit_bias.hello", /named by the number of a token/],
  [{ ...chat, response_format: { type: "lark_grammar" } }, "response_format.type", /one of "text", "json_object"/],
];

test("describeIssue() names the field, its rule and what is there", () => {
  for (const [body, param, rule] of CASES) {
    const problem = describe(chatRequestBodySchema, body);
    assert.equal(problem.param, param, JSON.stringify(body));
    assert.match(problem.message, rule);
    assert.ok(problem.message.startsWith(param ?? "The "), problem.message);
  }
});

test("describeIssue() says what is wrong in an item of the kind that it names", () => {
  for (const [item, param, rule] of [
    [{ type: "web_search_call" }, "input.0.type", /one of "message", "function_call", .*, not "web_search_call"/],
    [{ type: "function_call", name: 5 }, "input.0.name", /a text, not 5/],
    [{ role: "user", content: 5 }, "input.0.content", /a text or a list of text parts, not 5/],
    [{ type: "message", role: "x", content: "" }, "input.0.role", /one of "system"/],
  ] as const) {
    const problem = describe(responseRequestBodySchema, { model: "m", input: [item] });
    assert.equal(problem.param, param, problem.message);
    assert.match(problem.message, rule);
  }
});

test("describeIssue() names the route that messages and prompts are for", () => {
  assert.match(describe(completionRequestBodySchema, chat).message, /messages go to \/v1\/chat\/completions/);
  assert.match(
    describe(chatRequestBodySchema, { model: "m", prompt: "hi" }).message,
    /prompt alone goes to \/v1\/completions/,
  );
});

test("describeIssue() says that nothing is stored", () => {
  const response = { model: "m", input: "hi" };
  for (const part of [
    { background: true },
    { previous_response_id: "resp_1" },
    { conversation: "conv_1" },
    { input: [{ type: "item_reference", id: "msg_1" }] },
  ]) {
    const { param, message } = describe(responseRequestBodySchema, { ...response, ...part });
    assert.match(message, /nothing is stored here/);
    assert.ok(param?.startsWith(Object.keys(part)[0] ?? "-"), String(param));
  }
});

test("describeIssue() shows long values in part only", () => {
  const { message } = describe(chatRequestBodySchema, { ...chat, tool_choice: "x".repeat(5_000) });
  assert.ok(message.length < 300, message);
});

test("describeIssue() shows nothing that may be a secret", () => {
  const { message } = describe(chatRequestBodySchema, { ...chat, tool_choice: "https://me:hunter2@host/" });
  assert.doesNotMatch(message, /hunter2/);
});
