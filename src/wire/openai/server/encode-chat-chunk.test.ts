import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChatEvent } from "../../../core/chat-event.ts";
import { createChunkEncoder, encodeUsageChunk } from "./encode-chat-chunk.ts";

const head = { id: 'c"1', created: 5, model: "m:1" };

function parse(frame: string | undefined) {
  assert.match(frame ?? "", /^data: [^\n]*\n\n$/);
  return JSON.parse((frame ?? "").slice("data: ".length));
}

test("createChunkEncoder() writes one frame of valid JSON per event, whatever the text holds", () => {
  const encoder = createChunkEncoder(head, 3);
  for (const text of ["plain", 'quote " backslash \\', "line\nfeed\r\u2028", "😀 é", "data: [DONE]"]) {
    const chunk = parse(encoder.encode({ type: "text-delta", text }));
    assert.deepEqual(chunk, {
      id: 'c"1',
      object: "chat.completion.chunk",
      created: 5,
      model: "m:1",
      system_fingerprint: null,
      choices: [{ index: 3, delta: { content: text }, logprobs: null, finish_reason: null }],
    });
  }
});

test("createChunkEncoder() counts the calls of its choice", () => {
  const encoder = createChunkEncoder(head, 0);
  const call = { type: "tool-call", id: "c", name: "f", argumentsJson: "{}" } as const;
  const indexes = [call, call].map((event) => parse(encoder.encode(event)).choices[0].delta.tool_calls[0].index);
  assert.deepEqual(indexes, [0, 1]);
});

test("createChunkEncoder() has OpenAI's word for each end", () => {
  const encoder = createChunkEncoder(head, 0);
  const reasons = (["stop", "length", "tool-call", "aborted"] as const).map((reason) => {
    const event: ChatEvent = { type: "finish", reason, usage: {} };
    return parse(encoder.encode(event)).choices[0].finish_reason;
  });
  assert.deepEqual(reasons, ["stop", "length", "tool_calls", "stop"]);
});

test("createChunkEncoder() shows nothing of a warning", () => {
  const event: ChatEvent = { type: "warning", warning: { code: "notice", message: "x" } };
  assert.equal(createChunkEncoder(head, 0).encode(event), undefined);
});

test("encodeUsageChunk() is absent where counts are not known", () => {
  assert.equal(encodeUsageChunk(head, { promptTokens: 1 }), undefined);
  const { choices, usage } = parse(encodeUsageChunk(head, { promptTokens: 1, completionTokens: 2 }));
  assert.deepEqual([choices, usage.total_tokens], [[], 3]);
});
