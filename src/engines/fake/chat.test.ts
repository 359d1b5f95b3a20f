import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatOptions, ChatRequest } from "../../core/chat-model.ts";
import type { FakeScript, LoadOptions } from "../../core/engine.ts";
import { createFakeClock } from "../../lib/clock.ts";
import { createFakeEngine } from "./create-fake-engine.ts";

const request: ChatRequest = { messages: [{ role: "user", content: "two words" }] };

async function collect(script: FakeScript, part: Partial<ChatRequest> = {}, options?: ChatOptions, load?: LoadOptions) {
  const clock = createFakeClock();
  const model = await createFakeEngine({ clock }).load({ type: "script", script }, load);
  const events: ChatEvent[] = [];
  const atMs: number[] = [];
  for await (const event of model.chat?.chat({ ...request, ...part }, options) ?? []) {
    events.push(event);
    atMs.push(clock.now());
  }
  return { events, atMs };
}

test("the fake plays its tokens at the pace of its script", async () => {
  const { events, atMs } = await collect({ tokens: ["a", "b", "c"], firstTokenMs: 100, tokenMs: 10 });
  assert.deepEqual(events, [
    { type: "start" },
    { type: "text-delta", text: "a", tokens: 1 },
    { type: "text-delta", text: "b", tokens: 1 },
    { type: "text-delta", text: "c", tokens: 1 },
    { type: "finish", reason: "stop", usage: { promptTokens: 3, completionTokens: 3, source: "engine" } },
  ]);
  assert.deepEqual(atMs, [0, 100, 110, 120, 120]);
});

test("the fake answers an empty script with nothing but a stop", async () => {
  const { events } = await collect({ tokens: [] });
  assert.deepEqual(
    events.map((event) => event.type),
    ["start", "finish"],
  );
});

test("the fake fails as its script says", async () => {
  await assert.rejects(collect({ tokens: ["a"], end: "cut" }), { code: "stream-cut" });
  await assert.rejects(collect({ tokens: ["a"], end: "crash" }), { code: "model-crashed" });
});

test("the fake hangs until it is told to stop", async () => {
  const controller = new AbortController();
  const model = await createFakeEngine().load({ type: "script", script: { tokens: ["a"], end: "hang" } });
  const events: ChatEvent[] = [];
  for await (const event of model.chat?.chat(request, { signal: controller.signal }) ?? []) {
    events.push(event);
    if (event.type === "text-delta") setImmediate(() => controller.abort());
  }
  assert.deepEqual(events.at(-1), {
    type: "finish",
    reason: "aborted",
    usage: { promptTokens: 3, completionTokens: 1, source: "engine" },
  });
});

test("the fake stops waiting for its next token when it is told to stop", { timeout: 5_000 }, async () => {
  const script: FakeScript = { tokens: ["a"], firstTokenMs: 3_600_000 };
  const model = await createFakeEngine().load({ type: "script", script });
  const controller = new AbortController();
  for await (const event of model.chat?.chat(request, { signal: controller.signal }) ?? []) {
    if (event.type === "start") setImmediate(() => controller.abort());
    else assert.equal(event.type === "finish" && event.reason, "aborted");
  }
});

test("the fake calls the crash that it was given", async () => {
  let crashed = 0;
  const engine = createFakeEngine({ crash: () => void crashed++ });
  const model = await engine.load({ type: "script", script: { tokens: [], end: "crash" } });
  const reading = async () => {
    for await (const event of model.chat?.chat(request) ?? []) assert.equal(event.type, "start");
  };
  await assert.rejects(reading, { code: "model-crashed" });
  assert.equal(crashed, 1);
});

test("the fake counts the tokens of a stop text though no delta brings them", async () => {
  const { events } = await collect({ tokens: ["a", "E", "ND", "b"] }, { stop: ["END"] });
  assert.deepEqual(events.slice(1), [
    { type: "text-delta", text: "a", tokens: 1 },
    { type: "finish", reason: "stop", usage: { promptTokens: 3, completionTokens: 3, source: "engine" } },
  ]);
});

test("the fake stays within its context", async () => {
  const long: FakeScript = { tokens: ["a", "b", "c", "d"] };
  const { events } = await collect(long, {}, {}, { contextTokens: 5 });
  assert.deepEqual(events.at(-1), {
    type: "finish",
    reason: "length",
    usage: { promptTokens: 3, completionTokens: 2, source: "engine" },
  });
  await assert.rejects(collect(long, {}, {}, { contextTokens: 3 }), { code: "context-exceeded" });
});

test("the fake refuses scripts and sources that it cannot play", async () => {
  const refused = { code: "invalid-input" };
  await assert.rejects(collect({ tokens: [""] }), refused);
  await assert.rejects(collect({ tokens: [], tokenMs: Number.NaN }), refused);
  await assert.rejects(collect({ tokens: [], firstTokenMs: -1 }), refused);
  await assert.rejects(collect({ tokens: [], end: "bang" as "stop" }), refused);
  await assert.rejects(collect({ tokens: [] }, {}, {}, { parallel: 0 }), refused);
  await assert.rejects(createFakeEngine().load({ type: "file", path: "a.gguf" }), refused);
});
