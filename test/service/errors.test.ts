import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { AssayError } from "../../src/core/errors.ts";
import { errorAnswerSchema } from "../../src/wire/openai/server/answer-schemas.ts";
import { ask } from "../fixtures/service/ask.ts";
import { createPlayedModel } from "../fixtures/service/create-played-model.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const chat = { model: "two", messages: [{ role: "user", content: "hi" }] };

test("every mistake gets OpenAI's error body with the status that fits", async (t) => {
  const { url } = await startTestService(t, { models: { two: { script: { tokens: ["a"] } } } });
  const cases = [
    ["POST", "/v1/chat/completions", { ...chat, messages: [{ role: "x" }] }, 400, "invalid_input"],
    ["POST", "/v1/chat/completions", { ...chat, model: "nope" }, 404, "model_not_found"],
    ["POST", "/v1/embeddings", { model: "two", input: "a" }, 400, "unsupported"],
    ["GET", "/v1/nothing", undefined, 404, "unknown_route"],
    ["DELETE", "/v1/chat/completions", undefined, 405, "wrong_method"],
    ["GET", "/v1/chat/completions", undefined, 405, "wrong_method"],
    ["GET", "/v1/responses/resp_1", undefined, 404, "not_stored"],
    ["DELETE", "/v1/responses/resp_1", undefined, 404, "not_stored"],
    ["POST", "/v1/audio/transcriptions", { model: "whisper" }, 501, "not_offered"],
    ["POST", "/v1/audio/speech", { model: "tts" }, 501, "not_offered"],
    ["POST", "/v1/images/generations", {}, 501, "not_offered"],
    ["POST", "/v1/moderations", {}, 501, "not_offered"],
  ] as const;
  for (const [method, path, body, status, code] of cases) {
    const answer = await ask(`${url}${path}`, method, body);
    assert.equal(answer.status, status, path);
    assert.equal(errorAnswerSchema.parse(answer.body).error.code, code, path);
  }
});

test("bodies that cannot be read are refused by what is wrong with them", async (t) => {
  const { baseUrl } = await startTestService(t);
  const url = `${baseUrl}/chat/completions`;
  for (const [body, type, status] of [
    ["{bad", "application/json", 400],
    ["", "application/json", 400],
    ["{}", "text/plain", 415],
    ["a=b", "application/x-www-form-urlencoded", 415],
    ["[]", "application/json", 400],
  ] as const) {
    const answer = await ask(url, "POST", body, { "content-type": type });
    assert.equal(answer.status, status, body);
    errorAnswerSchema.parse(answer.body);
  }
  const messages = Array(10_001).fill({ role: "user", content: "hi" });
  const long = await ask(url, "POST", { model: "m", messages });
  assert.deepEqual([long.status, long.body.error.param], [400, "messages"]);
  assert.match(long.body.error.message, /messages must have at most 10000 items/);
  const form = new FormData();
  form.set("file", "x");
  const speech = await fetch(`${baseUrl}/audio/transcriptions`, { method: "POST", body: form });
  assert.equal(speech.status, 501);
});

test("a wrong method is told which there are, and OPTIONS and HEAD are answered", async (t) => {
  const { url } = await startTestService(t);
  const wrong = await ask(`${url}/v1/models/a/b`, "POST", {});
  assert.deepEqual([wrong.status, wrong.headers.get("allow")], [405, "GET, HEAD, OPTIONS"]);
  const options = await ask(`${url}/v1/chat/completions`, "OPTIONS");
  assert.deepEqual([options.status, options.headers.get("allow")], [204, "OPTIONS, POST"]);
  const head = await ask(`${url}/v1/models`, "HEAD");
  assert.deepEqual([head.status, head.text], [200, ""]);
});

test("a full queue is 429 with Retry-After, and what fails inside says no more than its message", async (t) => {
  const failing = (error: Error) =>
    // biome-ignore lint/correctness/useYield: it fails before its first event
    createPlayedModel(async function* () {
      throw error;
    });
  const full = failing(new AssayError({ code: "queue-full", message: "too many wait", hint: "try again later" }));
  const broken = failing(new TypeError("x is not a function"));
  const { baseUrl } = await startTestService(t, { chats: { full, broken } });
  for (const stream of [false, true]) {
    const refused = await ask(`${baseUrl}/chat/completions`, "POST", { ...chat, model: "full", stream });
    assert.deepEqual([refused.status, refused.headers.get("retry-after")], [429, "1"]);
    assert.deepEqual(refused.body.error, {
      message: "too many wait. Try again later",
      type: "rate_limit_error",
      param: null,
      code: "rate_limit_exceeded",
    });
    const failed = await ask(`${baseUrl}/chat/completions`, "POST", { ...chat, model: "broken", stream });
    assert.deepEqual([failed.status, failed.body.error.type], [500, "server_error"]);
    assert.doesNotMatch(failed.text, /\.ts|\bat /);
  }
});

test("a service that stops lets its streams end and refuses what is new with 503", async (t) => {
  const go = Promise.withResolvers<void>();
  const model = createPlayedModel(async function* () {
    yield { type: "start" };
    await go.promise;
    yield { type: "text-delta", text: "last", tokens: 1 };
    yield { type: "finish", reason: "stop", usage: {} };
  });
  const { app, baseUrl } = await startTestService(t, { chats: { m: model } });
  const streaming = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...chat, model: "m", stream: true }),
  });
  // A connection that is already open, and has not been idle when the stop began.
  const socket = connect(Number(new URL(baseUrl).port), "127.0.0.1");
  socket.write("GET /v1/models HTTP/1.1\r\nhost: localhost\r\n");
  await once(socket, "connect");
  await new Promise((resolve) => setTimeout(resolve, 20));
  const closed = app.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  socket.write("\r\n");
  const [refused] = await once(socket, "data");
  assert.match(String(refused), /^HTTP\/1.1 503 .*retry-after: 1\r\n.*service_unavailable/s);
  socket.destroy();
  go.resolve();
  assert.match(await streaming.text(), /last.*\[DONE\]/s);
  await closed;
});
