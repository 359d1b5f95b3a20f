import assert from "node:assert/strict";
import { test } from "node:test";
import { completionSchema } from "../../src/wire/openai/server/answer-schemas.ts";
import { ask, readFrames } from "../fixtures/service/ask.ts";
import { createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const echo = () => createPlayedModel(({ messages }) => textEvents(`to ${messages[0]?.content}`));

test("each prompt is answered as a chat of one user message, and the header says so", async (t) => {
  const model = echo();
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const request = { model: "m", prompt: ["a", "b"], n: 2, max_tokens: 5 };
  const { body, headers } = await ask(`${baseUrl}/completions`, "POST", request);
  completionSchema.parse(body);
  assert.deepEqual(
    body.choices.map(({ text }: { text: string }) => text),
    ["to a", "to a", "to b", "to b"],
  );
  assert.deepEqual([body.usage.prompt_tokens, body.usage.completion_tokens], [6, 4]);
  assert.match(headers.get("assay-warning") ?? "", /chat of one user message/);
  assert.equal(model.requests[0]?.maxTokens, 5);
});

test("a stream has texts, reason, usage and [DONE]", async (t) => {
  const { baseUrl } = await startTestService(t, { chats: { m: echo() } });
  const request = { model: "m", prompt: "a", stream: true, stream_options: { include_usage: true } };
  const frames = readFrames((await ask(`${baseUrl}/completions`, "POST", request)).text);
  assert.deepEqual(
    frames.map((frame) => frame.choices?.[0]?.text ?? frame.usage?.total_tokens ?? frame),
    ["to a", "", 4, "[DONE]"],
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

test("what only a raw completion could do is refused", async (t) => {
  const { baseUrl } = await startTestService(t, { chats: { m: echo() } });
  for (const [part, param] of [
    [{ echo: true }, "echo"],
    [{ suffix: "x" }, "suffix"],
    [{ best_of: 3 }, "best_of"],
    [{ prompt: [1, 2] }, "prompt"],
    [{ prompt: [[1], [2]] }, "prompt"],
    [{ prompt: Array.from({ length: 16 }, () => "a"), n: 3 }, "n"],
  ] as const) {
    const { status, body } = await ask(`${baseUrl}/completions`, "POST", { model: "m", prompt: "a", ...part });
    assert.deepEqual([status, body.error.param], [400, param]);
  }
  const same = await ask(`${baseUrl}/completions`, "POST", { model: "m", prompt: "a", n: 2, best_of: 2, echo: false });
  assert.equal(same.status, 200);
});
