import assert from "node:assert/strict";
import { test } from "node:test";
import { completionSchema } from "../../src/wire/openai/server/answer-schemas.ts";
import { ask, readFrames } from "../fixtures/service/ask.ts";
import { createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const echo = () =>
  createPlayedModel(({ messages, prompt }) => [
    { type: "start" },
    ...(prompt?.echo === true ? [{ type: "text-delta", text: String(prompt.text), tokens: 0 } as const] : []),
    ...textEvents(` after ${prompt?.text}${messages.length}`).slice(1),
  ]);

test("each prompt is continued as it stands", async (t) => {
  const model = echo();
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const request = { model: "m", prompt: ["a", "b"], n: 2, max_tokens: 5 };
  const { body, headers } = await ask(`${baseUrl}/completions`, "POST", request);
  completionSchema.parse(body);
  assert.deepEqual(
    body.choices.map(({ text }: { text: string }) => text),
    [" after a0", " after a0", " after b0", " after b0"],
  );
  assert.deepEqual([body.usage.prompt_tokens, body.usage.completion_tokens], [6, 4]);
  assert.equal(headers.get("assay-warning"), null);
  assert.equal(model.requests[0]?.maxTokens, 5);
});

test("a stream has texts, reason, usage and [DONE]", async (t) => {
  const { baseUrl } = await startTestService(t, { chats: { m: echo() } });
  const request = { model: "m", prompt: "a", stream: true, stream_options: { include_usage: true } };
  const frames = readFrames((await ask(`${baseUrl}/completions`, "POST", request)).text);
  assert.deepEqual(
    frames.map((frame) => frame.choices?.[0]?.text ?? frame.usage?.total_tokens ?? frame),
    [" after a0", "", 4, "[DONE]"],
  );
  assert.equal(frames[1].choices[0].finish_reason, "stop");
});

test("log-probabilities come in columns", async (t) => {
  const model = createPlayedModel([
    { type: "start" },
    { type: "text-delta", text: "ab", logprobs: [{ token: "ab", logprob: -1, top: [{ token: "c", logprob: -2 }] }] },
    { type: "text-delta", text: "d", logprobs: [{ token: "d", logprob: -3 }] },
    { type: "finish", reason: "length", usage: {} },
  ]);
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const { body } = await ask(`${baseUrl}/completions`, "POST", { model: "m", prompt: "a", logprobs: 1 });
  assert.deepEqual(body.choices[0].logprobs, {
    tokens: ["ab", "d"],
    token_logprobs: [-1, -3],
    top_logprobs: [{ c: -2 }, {}],
    text_offset: [0, 2],
  });
  assert.equal(body.choices[0].finish_reason, "length");
  assert.equal(body.usage, undefined);
});

test("tokens are passed on, one prompt or several, and the prompt is put in front where it is asked for", async (t) => {
  const model = echo();
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const complete = async (part: object) =>
    (await ask(`${baseUrl}/completions`, "POST", { model: "m", ...part })).body.choices.map(
      ({ text }: { text: string }) => text,
    );
  assert.deepEqual(await complete({ prompt: [1, 2] }), [" after 1,20"]);
  assert.deepEqual(await complete({ prompt: [[1], [2]] }), [" after 10", " after 20"]);
  assert.deepEqual(await complete({ prompt: ["a", "b"], echo: true }), ["a after a0", "b after b0"]);
  await complete({ prompt: "a", echo: true, max_tokens: 0, logprobs: 1 });
  const { maxTokens, logprobs } = model.requests.at(-1) ?? {};
  assert.deepEqual([maxTokens, logprobs], [0, 1]);
  assert.deepEqual(await complete({}), [" after 0"]);
  const streamed = await ask(`${baseUrl}/completions`, "POST", { model: "m", prompt: "a", echo: true, stream: true });
  const texts = readFrames(streamed.text).map((frame) => frame.choices?.[0]?.text);
  assert.deepEqual(texts, ["a", " after a0", "", undefined]);
});

test("16 tokens are generated unless the request says otherwise; 0 and less mean no limit", async (t) => {
  const model = echo();
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  for (const part of [
    {},
    { max_tokens: null },
    { max_tokens: -1 },
    { max_tokens: 0 },
    { n_predict: 7 },
    { max_tokens: 5 },
  ])
    await ask(`${baseUrl}/completions`, "POST", { model: "m", prompt: "a", ...part });
  assert.deepEqual(
    model.requests.map(({ maxTokens }) => maxTokens),
    [16, 16, undefined, undefined, 7, 5],
  );
});

test("a model that only chats refuses to continue a text", async (t) => {
  const chats = createPlayedModel(textEvents("x"), { completion: undefined });
  const { baseUrl } = await startTestService(t, { chats: { m: chats } });
  const { status, body } = await ask(`${baseUrl}/completions`, "POST", { model: "m", prompt: "a" });
  assert.deepEqual([status, body.error.code], [400, "unsupported"]);
});

test("what cannot be done is refused", async (t) => {
  const { baseUrl } = await startTestService(t, { chats: { m: echo() } });
  for (const [part, param] of [
    [{ suffix: "x" }, null],
    [{ best_of: 3 }, "best_of"],
    [{ prompt: [-1] }, "prompt.0"],
    [{ prompt: [] }, "prompt"],
    [{ prompt: Array.from({ length: 128 }, () => "a"), n: 2 }, "n"],
  ] as const) {
    const { status, body } = await ask(`${baseUrl}/completions`, "POST", { model: "m", prompt: "a", ...part });
    assert.deepEqual([status, body.error.param], [400, param]);
  }
  const same = await ask(`${baseUrl}/completions`, "POST", { model: "m", prompt: "a", n: 2, best_of: 2, echo: false });
  assert.equal(same.status, 200);
});
