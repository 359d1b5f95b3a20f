import assert from "node:assert/strict";
import { test } from "node:test";
import { chatRequestBodySchema, listIgnoredOfChat, toChatRequest } from "./chat-request-body.ts";

const base = { model: "m", messages: [{ role: "user", content: "hi" }] };
const parse = (part: object) => chatRequestBodySchema.parse({ ...base, ...part });
const request = (part: object) => toChatRequest(parse(part));

test("toChatRequest() passes on every knob under our names", () => {
  const made = request({
    max_tokens: 5,
    max_completion_tokens: 7,
    temperature: 0.5,
    top_p: 0.9,
    top_k: 40,
    min_p: 0.1,
    repeat_penalty: 1.1,
    logit_bias: { "5": -100 },
    presence_penalty: 1,
    frequency_penalty: -1,
    cache_prompt: false,
    seed: 3,
    stop: "END",
    logprobs: true,
    top_logprobs: 2,
    chat_template_kwargs: { enable_thinking: false },
    reasoning_effort: "low",
  });
  assert.deepEqual(made, {
    messages: [{ role: "user", content: "hi" }],
    maxTokens: 7,
    temperature: 0.5,
    topP: 0.9,
    topK: 40,
    minP: 0.1,
    repetitionPenalty: 1.1,
    logitBias: { "5": -100 },
    presencePenalty: 1,
    frequencyPenalty: -1,
    promptReuse: false,
    seed: 3,
    stop: ["END"],
    templateVariables: { enable_thinking: false },
    reasoningEffort: "low",
    tools: undefined,
    toolChoice: undefined,
    responseFormat: undefined,
    logprobs: 2,
    stream: false,
  });
});

test("toChatRequest() reads Foundry Local's names of seed and top_k", () => {
  assert.equal(request({ random_seed: 4 }).seed, 4);
  assert.equal(request({ metadata: { random_seed: "5", top_k: "6" } }).seed, 5);
  assert.equal(request({ metadata: { top_k: 6 } }).topK, 6);
  assert.equal(request({ seed: 1, random_seed: 4, metadata: { random_seed: 5 } }).seed, 1);
});

test("toChatRequest() joins text parts and takes a developer for a system", () => {
  const messages = [
    { role: "developer", content: "be brief" },
    {
      role: "user",
      content: [
        { type: "text", text: "a" },
        { type: "input_text", text: "b" },
      ],
    },
  ];
  assert.deepEqual(request({ messages }).messages, [
    { role: "system", content: "be brief" },
    { role: "user", content: "ab" },
  ]);
});

test("toChatRequest() keeps calls and what answers them", () => {
  const call = { id: "c1", type: "function", function: { name: "f", arguments: "{}" } };
  const messages = [
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "c1", content: "42" },
  ];
  assert.deepEqual(request({ messages }).messages, [
    { role: "assistant", content: "", toolCalls: [{ id: "c1", name: "f", argumentsJson: "{}" }] },
    { role: "tool", content: "42", toolCallId: "c1" },
  ]);
});

test("toChatRequest() maps functions of the older API to tools, and their answers to the call before them", () => {
  const made = request({
    functions: [{ name: "f", parameters: { type: "object" } }],
    function_call: { name: "f" },
    messages: [
      { role: "user", content: "hi" },
      { role: "assistant", function_call: { name: "f", arguments: "{}" } },
      { role: "function", name: "f", content: "42" },
    ],
  });
  assert.deepEqual(made.tools, [{ name: "f", description: undefined, parameters: { type: "object" } }]);
  assert.deepEqual(made.toolChoice, { name: "f" });
  const [, called, answered] = made.messages;
  assert.equal(called?.toolCalls?.[0]?.id, answered?.toolCallId);
  assert.equal(answered?.role, "tool");
});

test("listIgnoredOfChat() names what is not honoured and nothing else", () => {
  assert.deepEqual(
    listIgnoredOfChat(parse({ user: "u", service_tier: "auto", metadata: {}, store: false, ep: "CPU" })),
    [],
  );
  const ignored = listIgnoredOfChat(
    parse({ typical_p: 0.5, frobnicate: 1, store: true, ep: "cuda", verbosity: "low", mirostat: 1 }),
  );
  for (const name of ["typical_p", "frobnicate", "store", "ep", "verbosity", "mirostat"])
    assert.ok(
      ignored.some((one) => one.startsWith(`${name}: `)),
      name,
    );
  assert.equal(ignored.length, 6);
  assert.deepEqual(listIgnoredOfChat(parse({ logit_bias: {}, frobnicate: null })), []);
});

test("listIgnoredOfChat() names the first of many unknown fields, and says that there are more", () => {
  const unknown = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`x${index}`, 1]));
  const messages = [{ role: "user", content: [{ type: "text", text: "a", ...unknown }], y: 1 }];
  for (const body of [unknown, { messages }]) {
    const ignored = listIgnoredOfChat(parse(body));
    assert.ok(ignored.length < 50, `${ignored.length} are named`);
    assert.match(ignored[0] ?? "", /\bx0: not known here/);
    assert.equal(ignored.at(-1), "further fields: not known here, ignored");
  }
});
