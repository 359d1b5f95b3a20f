import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChatEvent } from "../../src/core/chat-event.ts";
import { AssayError } from "../../src/core/errors.ts";
import { chatCompletionSchema } from "../../src/wire/openai/server/answer-schemas.ts";
import { ask, readFrames } from "../fixtures/service/ask.ts";
import { callEvents, createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const messages = [{ role: "user", content: "hi" }];
const tools = [{ type: "function", function: { name: "weather", parameters: { type: "object" } } }];
const usage = { promptTokens: 3, completionTokens: 1, source: "engine" } as const;

test("a chat in one piece has message and delta, a reason and usage", async (t) => {
  const { baseUrl } = await startTestService(t, { models: { two: { script: { tokens: ["a", "b"] } } } });
  const { status, body, headers } = await ask(`${baseUrl}/chat/completions`, "POST", { model: "TWO", messages });
  assert.equal(status, 200);
  chatCompletionSchema.parse(body);
  const message = { role: "assistant", content: "ab", refusal: null };
  assert.deepEqual(body.choices, [{ index: 0, message, delta: message, logprobs: null, finish_reason: "stop" }]);
  assert.equal(body.usage.total_tokens, 4);
  assert.equal(headers.get("assay-warning"), null);
});

test("an answer at its limit says length", async (t) => {
  const { baseUrl } = await startTestService(t, { models: { two: { script: { tokens: ["a", "b"] } } } });
  const { body } = await ask(`${baseUrl}/chat/completions`, "POST", { model: "two", messages, max_tokens: 1 });
  assert.equal(body.choices[0].message.content, "a");
  assert.equal(body.choices[0].finish_reason, "length");
});

test("a stream has role, texts, reason, usage and [DONE], in this order", async (t) => {
  const { baseUrl } = await startTestService(t, { models: { two: { script: { tokens: ["a", "b\n"] } } } });
  const request = { model: "two", messages, stream: true, stream_options: { include_usage: true } };
  const { text, headers } = await ask(`${baseUrl}/chat/completions`, "POST", request);
  assert.match(headers.get("content-type") ?? "", /^text\/event-stream/);
  assert.match(headers.get("cache-control") ?? "", /no-cache/);
  const frames = readFrames(text);
  assert.deepEqual(
    frames.map((frame) => frame.choices?.[0]?.delta ?? frame.usage?.total_tokens ?? frame),
    [{ role: "assistant", content: "" }, { content: "a" }, { content: "b\n" }, {}, 4, "[DONE]"],
  );
  assert.deepEqual(
    frames.slice(0, 4).map((frame) => frame.choices[0].finish_reason),
    [null, null, null, "stop"],
  );
  assert.equal(new Set(frames.slice(0, 5).map(({ id }) => id)).size, 1);
  assert.deepEqual(frames[4].choices, []);
});

test("a stream has no usage unless it is asked for", async (t) => {
  const { baseUrl } = await startTestService(t, { models: { two: { script: { tokens: ["a"] } } } });
  const { text } = await ask(`${baseUrl}/chat/completions`, "POST", { model: "two", messages, stream: true });
  assert.doesNotMatch(text, /usage/);
});

test("n choices are as many chats with seeds of their own, and the prompt counts once", async (t) => {
  const model = createPlayedModel(({ seed }) => textEvents(`seed ${seed}`));
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const request = { model: "m", messages, n: 3, seed: 7 };
  const { body } = await ask(`${baseUrl}/chat/completions`, "POST", request);
  assert.deepEqual(
    body.choices.map((choice: { index: number; message: { content: string } }) => [
      choice.index,
      choice.message.content,
    ]),
    [0, 1, 2].map((index) => [index, `seed ${7 + index}`]),
  );
  assert.deepEqual([body.usage.prompt_tokens, body.usage.completion_tokens], [3, 3]);
  const options = { stream: true, stream_options: { include_usage: true } };
  const streamed = await ask(`${baseUrl}/chat/completions`, "POST", { ...request, ...options });
  assert.equal(readFrames(streamed.text).at(-2).usage.prompt_tokens, 3);
  const texts = ["", "", ""];
  for (const frame of readFrames(streamed.text).slice(0, -1))
    for (const { index, delta } of frame.choices) texts[index] += delta.content ?? "";
  assert.deepEqual(texts, ["seed 7", "seed 8", "seed 9"]);
});

test("one failed choice fails the request and stops the others", async (t) => {
  let stopped = 0;
  const model = createPlayedModel(async function* ({ seed }, signal): AsyncGenerator<ChatEvent> {
    yield { type: "start" };
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (seed === 2) throw new AssayError({ code: "model-crashed", message: "the model crashed" });
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    stopped += 1;
    yield { type: "finish", reason: "aborted", usage };
  });
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const { status, body } = await ask(`${baseUrl}/chat/completions`, "POST", { model: "m", messages, n: 2, seed: 1 });
  assert.equal(status, 500);
  assert.equal(body.error.code, "model_crashed");
  assert.equal(stopped, 1);
  const request = { model: "m", messages, n: 2, seed: 1, stream: true };
  const streamed = await ask(`${baseUrl}/chat/completions`, "POST", request);
  assert.doesNotMatch(streamed.text, /"finish_reason":"stop"/);
  assert.equal(readFrames(streamed.text).at(-1).error.code, "model_crashed");
});

test("tool calls come as tool_calls, with no content and indexes of their own", async (t) => {
  const events = callEvents({ name: "weather", args: { city: "Bern" } }, { name: "weather", args: { city: "Chur" } });
  const model = createPlayedModel(events);
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const request = { model: "m", messages, tools, tool_choice: "required" };
  const { body } = await ask(`${baseUrl}/chat/completions`, "POST", request);
  chatCompletionSchema.parse(body);
  const [{ message, finish_reason: reason }] = body.choices;
  assert.equal(reason, "tool_calls");
  assert.equal(message.content, null);
  assert.deepEqual(
    message.tool_calls.map((call: { function: object }) => call.function),
    ["Bern", "Chur"].map((city) => ({ name: "weather", arguments: JSON.stringify({ city }) })),
  );
  assert.equal(model.requests[0]?.toolChoice, "required");
  const streamed = await ask(`${baseUrl}/chat/completions`, "POST", { ...request, stream: true });
  const calls = readFrames(streamed.text).flatMap((frame) => frame.choices?.[0]?.delta.tool_calls ?? []);
  assert.deepEqual(
    calls.map(({ index, id }) => [index, id]),
    [
      [0, "call_0"],
      [1, "call_1"],
    ],
  );
});

test("parallel_tool_calls: false passes on one call", async (t) => {
  const events = callEvents({ name: "weather", args: {} }, { name: "weather", args: {} });
  const { baseUrl } = await startTestService(t, { chats: { m: createPlayedModel(events) } });
  const request = { model: "m", messages, tools, parallel_tool_calls: false };
  const { body } = await ask(`${baseUrl}/chat/completions`, "POST", request);
  assert.equal(body.choices[0].message.tool_calls.length, 1);
});

test("functions of the older API get a function_call", async (t) => {
  const model = createPlayedModel(callEvents({ name: "weather", args: { city: "Bern" } }));
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const request = { model: "m", messages, functions: [{ name: "weather" }] };
  const { body } = await ask(`${baseUrl}/chat/completions`, "POST", request);
  chatCompletionSchema.parse(body);
  assert.deepEqual(body.choices[0].message.function_call, { name: "weather", arguments: '{"city":"Bern"}' });
  assert.equal(body.choices[0].finish_reason, "function_call");
  const streamed = await ask(`${baseUrl}/chat/completions`, "POST", { ...request, stream: true });
  assert.equal(readFrames(streamed.text).at(-2).choices[0].finish_reason, "function_call");
});

test("reasoning and log-probabilities stand beside the text", async (t) => {
  const logprobs = [{ token: "é", logprob: -0.5, top: [{ token: "e", logprob: -1 }] }];
  const model = createPlayedModel([
    { type: "start" },
    { type: "reasoning-delta", text: "hm" },
    { type: "text-delta", text: "é", logprobs },
    { type: "finish", reason: "stop", usage },
  ]);
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const request = { model: "m", messages, logprobs: true, top_logprobs: 1 };
  const { body } = await ask(`${baseUrl}/chat/completions`, "POST", request);
  assert.equal(body.choices[0].message.reasoning_content, "hm");
  const expected = {
    token: "é",
    logprob: -0.5,
    bytes: [195, 169],
    top_logprobs: [{ token: "e", logprob: -1, bytes: [101] }],
  };
  assert.deepEqual(body.choices[0].logprobs.content, [expected]);
  const frames = readFrames((await ask(`${baseUrl}/chat/completions`, "POST", { ...request, stream: true })).text);
  assert.equal(frames[1].choices[0].delta.reasoning_content, "hm");
  assert.deepEqual(frames[2].choices[0].logprobs.content, [expected]);
});

test("what the model cannot do is refused before anything is sent", async (t) => {
  const model = createPlayedModel(textEvents("a"), {
    tools: false,
    responseFormat: false,
    logprobs: false,
    stop: false,
  });
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  for (const part of [{ tools }, { response_format: { type: "json_object" } }, { logprobs: true }, { stop: "x" }])
    for (const stream of [false, true]) {
      const { status, body } = await ask(`${baseUrl}/chat/completions`, "POST", {
        model: "m",
        messages,
        stream,
        ...part,
      });
      assert.equal(status, 400);
      assert.deepEqual([body.error.type, body.error.code], ["invalid_request_error", "unsupported"]);
    }
  assert.equal(model.requests.length, 0);
});

test("what is not done quite as asked is named in Assay-Warning, in streams too", async (t) => {
  const clamped = { type: "warning", warning: { code: "parameter-clamped", message: "maxTokens is 5" } } as const;
  const [start, ...rest] = textEvents("a");
  const model = createPlayedModel([start as ChatEvent, clamped, ...rest], { seed: false });
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  for (const stream of [false, true]) {
    const request = { model: "m", messages, stream, seed: 1, frobnicate: 1, "evil\r\nSet-Cookie: a=b": 1 };
    const { headers } = await ask(`${baseUrl}/chat/completions`, "POST", request);
    const warning = headers.get("assay-warning") ?? "";
    assert.match(warning, /seed: .*frobnicate: not known here|frobnicate: not known here.*seed: /);
    assert.match(warning, /max_tokens is 5/);
    assert.equal(headers.get("set-cookie"), null);
  }
});

test("a warning after the stream has begun comes as a comment", async (t) => {
  const model = createPlayedModel(async function* () {
    yield { type: "start" };
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (let times = 0; times < 2; times++)
      yield { type: "warning", warning: { code: "notice", message: "late\ndata: forged" } };
    yield { type: "finish", reason: "stop", usage };
  });
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const { text } = await ask(`${baseUrl}/chat/completions`, "POST", { model: "m", messages, stream: true });
  assert.equal(text.match(/^: Assay-Warning: late\\u000adata: forged$/gm)?.length, 1);
});

test("a stream that fails midway ends with an error and no [DONE]", async (t) => {
  const { baseUrl } = await startTestService(t, {
    models: { cut: { script: { tokens: ["a"], tokenMs: 5, end: "cut" } } },
  });
  const { status, text } = await ask(`${baseUrl}/chat/completions`, "POST", { model: "cut", messages, stream: true });
  assert.equal(status, 200);
  const last = readFrames(text).at(-1);
  assert.deepEqual([last.error.type, last.error.code], ["server_error", "stream_cut"]);
  assert.doesNotMatch(text, /\[DONE\]/);
});

for (const stream of [true, false])
  test(`a client that goes away ends its generation within 200 ms, ${stream ? "streamed" : "in one piece"}`, {
    timeout: 10_000,
  }, async (t) => {
    const done = Promise.withResolvers<number>();
    const began = Promise.withResolvers<void>();
    const model = createPlayedModel(async function* (_request, signal): AsyncGenerator<ChatEvent> {
      signal.addEventListener("abort", () => done.resolve(performance.now()), { once: true });
      yield { type: "start" };
      for (let count = 0; count < 400 && !signal.aborted; count++) {
        yield { type: "text-delta", text: "x", tokens: 1 };
        began.resolve();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      yield { type: "finish", reason: "aborted", usage };
    });
    const { baseUrl, url } = await startTestService(t, { chats: { m: model } });
    const controller = new AbortController();
    const request = fetch(`${baseUrl}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "m", messages, stream }),
      signal: controller.signal,
    });
    request.catch(() => {});
    await began.promise;
    if (stream) await request;
    const leftMs = performance.now();
    controller.abort();
    assert.ok((await done.promise) - leftMs < 200);
    const metrics = await ask(`${url}/metrics`, "GET");
    assert.match(metrics.text, /route="\/v1\/chat\/completions",status="499"} 1/);
  });
