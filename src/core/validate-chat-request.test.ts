import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChatCapabilities, ChatRequest } from "./chat-model.ts";
import { AssayError } from "./errors.ts";
import { validateChatRequest } from "./validate-chat-request.ts";

const ALL: ChatCapabilities = {
  temperature: true,
  seed: true,
  stop: true,
  logprobs: true,
  tools: true,
  responseFormat: true,
  exactCounts: true,
  promptReuseSwitch: true,
};
const NONE: ChatCapabilities = {
  temperature: false,
  seed: false,
  stop: false,
  logprobs: false,
  tools: false,
  responseFormat: false,
  exactCounts: false,
  promptReuseSwitch: false,
};
const plain: ChatRequest = { messages: [{ role: "user", content: "hi" }] };

test("`validateChatRequest()` accepts every parameter at its limits", () => {
  const request: ChatRequest = {
    ...plain,
    maxTokens: 1,
    temperature: 0,
    topP: 1,
    topK: 0,
    minP: 1,
    repetitionPenalty: 1.1,
    logitBias: { "0": -100 },
    presencePenalty: -2,
    frequencyPenalty: 2,
    seed: -1,
    stop: ["x"],
    logprobs: 0,
    tools: [{ name: "look" }],
    toolChoice: { name: "look" },
    responseFormat: { type: "json-schema", schema: {} },
    promptReuse: false,
  };
  assert.deepEqual(validateChatRequest(request, ALL), []);
});

const bad: readonly (readonly [string, unknown])[] = [
  ["messages", []],
  ["messages", undefined],
  ["messages", [{ role: "robot", content: "hi" }]],
  ["messages", [{ role: "user", content: 7 }]],
  ["messages", [{ role: "tool", content: "42" }]],
  ["messages", [{ role: "assistant", content: "", toolCalls: [{ id: "1", name: "a", argumentsJson: {} }] }]],
  ["prompt", { text: "a conversation has none" }],
  ["maxTokens", 0],
  ["maxTokens", 1.5],
  ["maxTokens", Number.NaN],
  ["maxTokens", "10"],
  ["temperature", -0.1],
  ["temperature", Number.POSITIVE_INFINITY],
  ["topP", 0],
  ["topP", 1.1],
  ["topK", -1],
  ["minP", 1.1],
  ["repetitionPenalty", 0],
  ["logitBias", { hello: 1 }],
  ["logitBias", { "1": Number.NaN }],
  ["presencePenalty", Number.NaN],
  ["seed", 0.5],
  ["logprobs", -1],
  ["stop", [""]],
  ["tools", [{ name: "" }]],
  ["tools", [{ name: "a" }, { name: "a" }]],
  ["tools", [{ name: "a", parameters: [] }]],
  ["toolChoice", "required"],
  ["toolChoice", "always"],
  ["responseFormat", { type: "yaml" }],
  ["responseFormat", { type: "json-schema", schema: [] }],
];
for (const [name, value] of bad)
  test(`\`validateChatRequest()\` refuses ${name} ${JSON.stringify(value) ?? String(value)}`, () => {
    assert.throws(
      () => validateChatRequest({ ...plain, [name]: value } as ChatRequest, ALL),
      (error) =>
        error instanceof AssayError &&
        error.code === "invalid-input" &&
        error.message.includes(name) &&
        error.hint !== undefined,
    );
  });

test("`validateChatRequest()` refuses a choice of a tool that is not offered", () => {
  const request: ChatRequest = { ...plain, tools: [{ name: "a" }], toolChoice: { name: "b" } };
  assert.throws(() => validateChatRequest(request, ALL), { code: "invalid-input" });
});

const unsupported: readonly Partial<ChatRequest>[] = [
  { stop: ["x"] },
  { logprobs: 0 },
  { tools: [{ name: "a" }] },
  { responseFormat: { type: "json-object" } },
];
for (const part of unsupported)
  test(`\`validateChatRequest()\` refuses ${Object.keys(part)[0]} where the model lacks it`, () => {
    assert.throws(() => validateChatRequest({ ...plain, ...part }, NONE), { code: "unsupported" });
  });

test("`validateChatRequest()` names in warnings what will be ignored", () => {
  const warnings = validateChatRequest({ ...plain, temperature: 0, seed: 1, promptReuse: false }, NONE);
  assert.deepEqual(
    warnings.map(({ code, message }) => `${code} ${message.split(":")[0]}`),
    ["parameter-ignored temperature", "parameter-ignored seed", "parameter-ignored promptReuse"],
  );
  assert.deepEqual(validateChatRequest({ ...plain, stop: [], responseFormat: { type: "text" } }, NONE), []);
});

test("`validateChatRequest()` takes a prompt instead of messages where the model continues texts", () => {
  const continues = { ...ALL, completion: { infill: false } };
  const raw = (prompt: unknown) => ({ messages: [], prompt }) as ChatRequest;
  assert.deepEqual(validateChatRequest(raw({ text: "Once" }), continues), []);
  assert.deepEqual(validateChatRequest(raw({ text: [1, 2] }), continues), []);
  for (const text of [7, [-1], ["a"]])
    assert.throws(() => validateChatRequest(raw({ text }), continues), {
      code: "invalid-input",
      message: /prompt\.text/,
    });
  assert.throws(() => validateChatRequest(raw({ text: "Once" }), ALL), { code: "unsupported" });
  assert.throws(() => validateChatRequest(raw({ text: "a", suffix: "b" }), continues), { code: "unsupported" });
});
