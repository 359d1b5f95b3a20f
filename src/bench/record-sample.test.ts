import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChatEvent } from "../core/chat-event.ts";
import type { ChatModel, ChatOptions } from "../core/chat-model.ts";
import { AssayError } from "../core/errors.ts";
import { createFakeEngine } from "../engines/fake/create-fake-engine.ts";
import { createFakeClock } from "../lib/clock.ts";
import { recordSample } from "./record-sample.ts";

const cell = { cell: "a/p1/1", target: "a", prompt: "p1", round: 1, phase: "timed" } as const;
const request = { messages: [{ role: "user", content: "hi" }] } as const;

test("`recordSample()` stamps a scripted answer exactly when its tokens came", async () => {
  const clock = createFakeClock(1000);
  const engine = createFakeEngine({ clock });
  const script = { tokens: ["a ", "b ", "c"], firstTokenMs: 50, tokenMs: 10 };
  await using model = await engine.load({ type: "script", script });
  assert.ok(model.chat);
  const sample = await recordSample({ cell, chat: model.chat, request, clock });
  assert.equal(sample.status, "ok");
  assert.equal(sample.timeline.sentMs, 1000);
  assert.equal(sample.timeline.firstTokenMs, 1050);
  assert.equal(sample.timeline.lastTokenMs, 1070);
  assert.deepEqual(sample.deltas, { atMs: [50, 60, 70], tokens: [1, 1, 1], characters: [2, 2, 1] });
  assert.equal(sample.text, "a b c");
  assert.equal(sample.usage.completionTokens, 3);
  assert.equal(sample.finishReason, "stop");
});

test("`recordSample()` takes the stamp of the bytes, not of the moment the event was parsed and handed over", async () => {
  const clock = createFakeClock();
  const chat = chatOf(async function* ({ observer }) {
    observer?.mark("prepared");
    clock.advance(2);
    observer?.mark("sent");
    clock.advance(30);
    const receipt = observer?.receive();
    clock.advance(7);
    yield { type: "start", receipt };
    yield { type: "text-delta", text: "x", tokens: 1, receipt };
    yield { type: "finish", reason: "stop", usage: {} };
  });
  const sample = await recordSample({ cell, chat, request, clock });
  assert.equal(sample.timeline.preparedMs, 0);
  assert.equal(sample.timeline.sentMs, 2);
  assert.equal(sample.timeline.firstTokenMs, 32);
  assert.deepEqual(sample.deltas.atMs, [30]);
});

test("`recordSample()` tells the first event, such as an empty role chunk, from the first token", async () => {
  const clock = createFakeClock();
  const chat = chatOf(async function* () {
    clock.advance(10);
    yield { type: "start" };
    clock.advance(30);
    yield { type: "reasoning-delta", text: "hm", tokens: 1 };
    clock.advance(50);
    yield { type: "text-delta", text: "x", tokens: 1 };
    yield { type: "finish", reason: "stop", usage: {} };
  });
  const { timeline, reasoning, text } = await recordSample({ cell, chat, request, clock });
  assert.equal(timeline.firstChunkMs, 10);
  assert.equal(timeline.firstTokenMs, 40);
  assert.equal(timeline.firstContentMs, 90);
  assert.deepEqual([reasoning, text], ["hm", "x"]);
});

test("`recordSample()` times a request that was sent again from its last sending", async () => {
  const clock = createFakeClock();
  const chat = chatOf(async function* ({ observer }) {
    observer?.mark("sent");
    clock.advance(5);
    observer?.mark("headers");
    clock.advance(500);
    observer?.mark("sent");
    clock.advance(8);
    observer?.mark("headers");
    yield { type: "start" };
    yield { type: "finish", reason: "stop", usage: {} };
  });
  const { timeline } = await recordSample({ cell, chat, request, clock });
  assert.equal(timeline.sentMs, 505);
  assert.equal(timeline.headersMs, 513);
});

test("`recordSample()` keeps what had arrived when the answer fails in the middle", async () => {
  const clock = createFakeClock();
  const chat = chatOf(async function* () {
    yield { type: "start" };
    yield { type: "text-delta", text: "half", tokens: 1 };
    throw new AssayError({ code: "stream-cut", message: "cut", hint: "try again" });
  });
  const sample = await recordSample({ cell, chat, request, clock });
  assert.equal(sample.status, "failed");
  assert.deepEqual(sample.error, { code: "stream-cut", message: "cut", hint: "try again" });
  assert.equal(sample.text, "half");
  assert.equal(sample.finishReason, undefined);
});

test("`recordSample()` records an answer over its time limit as failed with `timeout`", async () => {
  const clock = createFakeClock();
  const chat = chatOf(async function* ({ signal }) {
    yield { type: "start" };
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
    yield { type: "finish", reason: "aborted", usage: {} };
  });
  const sample = await recordSample({ cell, chat, request, clock, timeLimitMs: 5 });
  assert.equal(sample.status, "failed");
  assert.equal(sample.error?.code, "timeout");
});

test("`recordSample()` throws `aborted` when the caller stops, so that nothing half is recorded", async () => {
  const controller = new AbortController();
  const chat = chatOf(async function* () {
    yield { type: "start" };
    controller.abort();
    yield { type: "finish", reason: "aborted", usage: {} };
  });
  const options = { cell, chat, request, clock: createFakeClock(), signal: controller.signal };
  await assert.rejects(recordSample(options), { code: "aborted" });
});

test("`recordSample()` tells an answer without a finish from a complete one", async () => {
  const chat = chatOf(async function* () {
    yield { type: "start" };
  });
  const sample = await recordSample({ cell, chat, request, clock: createFakeClock() });
  assert.equal(sample.error?.code, "stream-cut");
});

function chatOf(answer: (options: ChatOptions) => AsyncGenerator<ChatEvent>): ChatModel {
  return {
    id: "a",
    capabilities: {
      temperature: true,
      seed: true,
      stop: true,
      logprobs: false,
      tools: false,
      responseFormat: false,
      exactCounts: false,
      promptReuseSwitch: false,
    },
    chat: (_, options = {}) => answer(options),
    [Symbol.asyncDispose]: async () => {},
  };
}
