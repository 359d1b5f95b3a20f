import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChatRequest } from "../../core/chat-model.ts";
import { type ChatDialect, encodeChatRequest } from "./encode-chat-request.ts";

const DIALECT: ChatDialect = { streamUsage: true, maxTokensField: "max_tokens" };
const messages: ChatRequest["messages"] = [{ role: "user", content: "Hi" }];
const encode = (request: Partial<ChatRequest>, dialect: Partial<ChatDialect> = {}) =>
  encodeChatRequest("m", { messages, ...request }, { ...DIALECT, ...dialect });

describe("encodeChatRequest()", () => {
  it("leaves out what the request leaves open", () => {
    assert.deepEqual(encode({}), { model: "m", messages, stream: true, stream_options: { include_usage: true } });
    assert.deepEqual(encode({ stop: [], stream: false }), { model: "m", messages, stream: false });
  });

  it("keeps a temperature of 0", () => {
    assert.equal(encode({ temperature: 0 }).temperature, 0);
  });

  it("writes every parameter under the protocol's name", () => {
    const body = encode(
      { maxTokens: 5, topP: 0.5, topK: 3, presencePenalty: 1, frequencyPenalty: -1, seed: 7, stop: ["x"], logprobs: 2 },
      { maxTokensField: "max_completion_tokens", streamUsage: false },
    );
    assert.deepEqual(body, {
      model: "m",
      messages,
      stream: true,
      max_completion_tokens: 5,
      top_p: 0.5,
      top_k: 3,
      presence_penalty: 1,
      frequency_penalty: -1,
      seed: 7,
      stop: ["x"],
      logprobs: true,
      top_logprobs: 2,
    });
    assert.equal(encode({ logprobs: 0 }).top_logprobs, undefined);
  });

  it("writes tools, calls and their answers", () => {
    const body = encode({
      messages: [
        { role: "assistant", content: "", toolCalls: [{ id: "a", name: "look", argumentsJson: "{}" }] },
        { role: "tool", content: "found", toolCallId: "a" },
      ],
      tools: [{ name: "look", parameters: { type: "object" } }],
      toolChoice: { name: "look" },
    });
    assert.deepEqual(body.messages, [
      {
        role: "assistant",
        content: "",
        tool_calls: [{ id: "a", type: "function", function: { name: "look", arguments: "{}" } }],
      },
      { role: "tool", content: "found", tool_call_id: "a" },
    ]);
    assert.deepEqual(body.tools, [{ type: "function", function: { name: "look", parameters: { type: "object" } } }]);
    assert.deepEqual(body.tool_choice, { type: "function", function: { name: "look" } });
  });

  it("writes each response format", () => {
    const schema = { type: "object" };
    assert.deepEqual(encode({ responseFormat: { type: "json-object" } }).response_format, { type: "json_object" });
    assert.deepEqual(encode({ responseFormat: { type: "json-schema", schema } }).response_format, {
      type: "json_schema",
      json_schema: { name: "answer", schema },
    });
  });
});
