import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import type { ChatEvent } from "../../src/core/chat-event.ts";
import { AssayError } from "../../src/core/errors.ts";
import { createFakeTime } from "../fixtures/pool/fake-time.ts";
import { readFrames } from "../fixtures/service/ask.ts";
import { createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const BODY = JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: "hi" }] });

/** A service whose model begins to answer once a test says so. */
async function startWaiting(t: Parameters<typeof startTestService>[0], play: () => Iterable<ChatEvent>) {
  const clock = createFakeTime();
  const asked = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const model = createPlayedModel(async function* () {
    asked.resolve();
    await go.promise;
    yield* play();
  });
  const { baseUrl } = await startTestService(t, { chats: { m: model }, context: { clock } });
  const headers = { "content-type": "application/json" };
  const answer = fetch(`${baseUrl}/chat/completions`, { method: "POST", headers, body: BODY });
  await asked.promise;
  return { clock, go: go.resolve, answer };
}

test("a stream that waits says so each 15 s, and goes on as if nothing had been", async (t) => {
  const { clock, go, answer } = await startWaiting(t, () => textEvents("a"));
  await clock.advance(31_000);
  const response = await answer;
  assert.equal(response.status, 200);
  go();
  const text = await response.text();
  assert.equal(text.match(/^: still at it$/gm)?.length, 2);
  assert.equal(readFrames(text).at(-1), "[DONE]");
});

test("what fails before the first 15 s has a status of its own, and later a frame", async (t) => {
  const fail = () => {
    throw new AssayError({ code: "queue-full", message: "Cannot take it as it is full" });
  };
  const early = await startWaiting(t, fail);
  await early.clock.advance(14_000);
  early.go();
  assert.equal((await early.answer).status, 429);
  const late = await startWaiting(t, fail);
  await late.clock.advance(15_000);
  const response = await late.answer;
  late.go();
  assert.equal(response.status, 200);
  assert.equal(readFrames(await response.text())[0].error.code, "rate_limit_exceeded");
});

test("a client that reads nothing for a minute is cut, and its answer ends", { timeout: 30_000 }, async (t) => {
  const clock = createFakeTime();
  const ended = Promise.withResolvers<void>();
  const full = Promise.withResolvers<void>();
  const text = "a".repeat(1_000_000);
  const model = createPlayedModel(async function* (_, signal): AsyncGenerator<ChatEvent> {
    signal.addEventListener("abort", () => ended.resolve());
    yield { type: "start" };
    // Each text is asked for when the last one is on its way: some fit into the buffers of both systems, then none does.
    for (let count = 0; !signal.aborted; count++) {
      if (count === 1) full.resolve();
      yield { type: "text-delta", text, tokens: 1 };
      await new Promise(setImmediate);
    }
    yield { type: "finish", reason: "aborted", usage: {} };
  });
  const { url } = await startTestService(t, { chats: { m: model }, context: { clock } });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  t.after(() => socket.destroy());
  socket.on("error", () => {});
  const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n`;
  socket.write(`${head}content-length: ${BODY.length}\r\n\r\n${BODY}`);
  await full.promise;
  let isOver = false;
  void ended.promise.then(() => {
    isOver = true;
  });
  while (!isOver) await clock.advance(60_000);
});
