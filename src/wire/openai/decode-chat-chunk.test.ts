import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChatEvent } from "../../core/chat-event.ts";
import { AssayError } from "../../core/errors.ts";
import { chatChunkSchema } from "./chat-chunk.ts";
import { createChatDecoder } from "./decode-chat-chunk.ts";

/** Decodes chunks as a server would send them, then the end. */
function decode(chunks: readonly unknown[], how: "complete" | "closed" = "complete"): ChatEvent[] {
  const decoder = createChatDecoder();
  const events = chunks.flatMap((chunk) => decoder.decode(chatChunkSchema.parse(JSON.parse(JSON.stringify(chunk)))));
  return [...events, ...decoder.end(how)];
}

const delta = (fields: unknown, more: object = {}) => ({ choices: [{ index: 0, delta: fields, ...more }] });
const stop = delta({}, { finish_reason: "stop" });
const texts = (events: readonly ChatEvent[]) =>
  events.flatMap((event) => (event.type === "text-delta" ? [event.text] : []));
const tokens = (events: readonly ChatEvent[]) =>
  events.flatMap((event) => (event.type === "text-delta" || event.type === "reasoning-delta" ? [event.tokens] : []));
const finish = (events: readonly ChatEvent[]) => {
  const last = events.at(-1);
  assert.ok(last?.type === "finish");
  return last;
};

describe("createChatDecoder()", () => {
  it("does not take the role chunk for text", () => {
    const events = decode([delta({ role: "assistant", content: "" }), delta({ content: "Hi" }), stop]);
    assert.deepEqual(
      events.map((event) => event.type),
      ["start", "text-delta", "finish"],
    );
  });

  it("hands the receipt of the chunk on", () => {
    const decoder = createChatDecoder();
    const events = decoder.decode(chatChunkSchema.parse(delta({ content: "Hi" })), 17);
    assert.deepEqual(
      events.map((event) => event.receipt),
      [17, 17],
    );
  });

  it("reads reasoning under both of its names, once", () => {
    const events = decode([
      delta({ reasoning_content: "a" }),
      delta({ reasoning: "b" }),
      delta({ reasoning_content: "c", reasoning: "c" }),
      stop,
    ]);
    const reasoning = events.flatMap((event) => (event.type === "reasoning-delta" ? [event.text] : []));
    assert.deepEqual(reasoning, ["a", "b", "c"]);
  });

  it("reads foundry-local's chunks, which hold message beside delta and no usage", () => {
    const same = { role: "assistant", content: "ence", tool_calls: [] };
    const events = decode([
      { choices: [{ delta: same, message: same, index: 0 }], CreatedAt: "2025", IsDelta: false, HttpStatusCode: 0 },
      stop,
    ]);
    assert.deepEqual(texts(events), ["ence"]);
    assert.deepEqual(finish(events).usage, {});
  });

  it("reads content in parts, and passes over fields of a wrong type", () => {
    const events = decode([
      delta({ content: [{ type: "text", text: "a" }, { type: "image" }] }),
      { choices: [{ index: 0, delta: { content: 7, tool_calls: "none" } }], usage: "free", timings: [] },
      stop,
    ]);
    assert.deepEqual(texts(events), ["a"]);
    assert.equal(finish(events).reason, "stop");
  });

  it("puts the pieces of several tool calls together", () => {
    const call = (index: number, fields: object, id?: string) =>
      delta({ tool_calls: [{ index, ...(id && { id }), function: fields }] });
    const events = decode([
      call(0, { name: "look", arguments: "" }, "a"),
      call(0, { arguments: '{"x"' }),
      call(1, { name: "add" }, "b"),
      call(0, { arguments: ":1}" }),
      delta({}, { finish_reason: "tool_calls" }),
    ]);
    assert.deepEqual(
      events
        .filter((event) => event.type === "tool-call")
        .map(({ id, name, argumentsJson }) => [id, name, argumentsJson]),
      [
        ["a", "look", '{"x":1}'],
        ["b", "add", "{}"],
      ],
    );
    assert.equal(finish(events).reason, "tool-call");
  });

  it("takes an answer with a call for a call, also where the server says stop, and makes up a missing id", () => {
    const events = decode([delta({ tool_calls: [{ function: { name: "look", arguments: { x: 1 } } }] }), stop]);
    const [call] = events.filter((event) => event.type === "tool-call");
    assert.equal(call?.argumentsJson, '{"x":1}');
    assert.notEqual(call?.id, "");
    assert.equal(finish(events).reason, "tool-call");
  });

  it("gives tokens per delta only where the server counts along", () => {
    const counted = (content: string, completion_tokens: number) => ({
      ...delta({ content }),
      usage: { prompt_tokens: 3, completion_tokens },
    });
    assert.deepEqual(tokens(decode([counted("a", 1), counted("bc", 3), stop])), [1, 2]);
    assert.deepEqual(tokens(decode([delta({ content: "a" }), counted("b", 2), stop])), [undefined, undefined]);
    assert.deepEqual(tokens(decode([delta({ content: "a" }), delta({ content: "b" }), stop])), [undefined, undefined]);
  });

  it("does not divide the count of a chunk that holds reasoning and text", () => {
    const both = { ...delta({ reasoning: "hm", content: "a" }), usage: { prompt_tokens: 3, completion_tokens: 5 } };
    assert.deepEqual(tokens(decode([both, stop])), [undefined, undefined]);
  });

  it("reads the usage that comes after the last choice", () => {
    const events = decode([
      delta({ content: "a" }),
      stop,
      {
        choices: [],
        usage: {
          prompt_tokens: 9,
          completion_tokens: 4,
          prompt_tokens_details: { cached_tokens: 0 },
          completion_tokens_details: { reasoning_tokens: 3 },
        },
      },
    ]);
    assert.deepEqual(finish(events).usage, {
      promptTokens: 9,
      cachedPromptTokens: 0,
      completionTokens: 4,
      reasoningTokens: 3,
      source: "server",
    });
  });

  it("takes zeros that cannot be true for counts that nobody made", () => {
    const zeros = { choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } };
    assert.deepEqual(finish(decode([delta({ content: "a" }), stop, zeros])).usage, {});
    const half = { choices: [], usage: { prompt_tokens: 5, completion_tokens: 0 } };
    assert.equal(finish(decode([delta({ content: "a" }), stop, half])).usage.completionTokens, undefined);
  });

  it("keeps llama-server's timings apart, and its cache hits", () => {
    const timings = { cache_n: 7, prompt_n: 2, prompt_ms: 12.5, predicted_ms: 40 };
    const usage = { prompt_tokens: 9, completion_tokens: 1 };
    const last = finish(decode([delta({ content: "a" }), { ...stop, timings }, { choices: [], usage }]));
    assert.deepEqual(last.timings, { prefillMs: 12.5, decodeMs: 40 });
    assert.equal(last.usage.cachedPromptTokens, 7);
  });

  it("never passes on half a character", () => {
    assert.deepEqual(texts(decode([delta({ content: "a\ud83d" }), delta({ content: "\ude00b" }), stop])), ["a", "😀b"]);
    assert.deepEqual(texts(decode([delta({ content: "a\ud83d" }), stop])), ["a", "\ufffd"]);
  });

  it("tells of a reason that it does not know, and of a missing one", () => {
    for (const events of [
      decode([delta({ content: "a" }, { finish_reason: "content_filter" })]),
      decode([delta({ content: "a" })]),
    ]) {
      assert.equal(finish(events).reason, "stop");
      assert.equal(events.filter((event) => event.type === "warning").length, 1);
    }
    assert.deepEqual(
      decode([delta({ content: "a" }, { finish_reason: "" }), stop]).filter((event) => event.type === "warning"),
      [],
    );
  });

  it("refuses an end without a reason as a cut", () => {
    assert.throws(
      () => decode([delta({ content: "a" })], "closed"),
      (error) => error instanceof AssayError && error.code === "stream-cut" && error.hint !== undefined,
    );
    assert.equal(finish(decode([delta({ content: "a" }), stop], "closed")).reason, "stop");
  });

  it("reads a whole completion", () => {
    const events = decode([
      {
        choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "length" }],
        usage: { prompt_tokens: 4, completion_tokens: 2 },
      },
    ]);
    assert.deepEqual(texts(events), ["Hello"]);
    assert.deepEqual(tokens(events), [2]);
    assert.equal(finish(events).reason, "length");
  });
});
