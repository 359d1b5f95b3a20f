import assert from "node:assert/strict";
import { test } from "node:test";
import { responseSchema } from "../../src/wire/openai/server/answer-schemas.ts";
import { ask, readFrames } from "../fixtures/service/ask.ts";
import { callEvents, createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const tools = [{ type: "function", name: "weather", parameters: { type: "object" } }];

test("a response has its text, its state and its counts", async (t) => {
  const model = createPlayedModel(textEvents("a", "b"));
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const request = { model: "m", input: "hi", instructions: "be brief", max_output_tokens: 9, metadata: { k: "v" } };
  const { status, body } = await ask(`${baseUrl}/responses`, "POST", request);
  assert.equal(status, 200);
  responseSchema.parse(body);
  assert.deepEqual([body.status, body.output_text, body.store], ["completed", "ab", false]);
  assert.deepEqual(body.output[0].content, [{ type: "output_text", text: "ab", annotations: [], logprobs: [] }]);
  assert.deepEqual([body.usage.input_tokens, body.usage.output_tokens, body.usage.total_tokens], [3, 2, 5]);
  assert.deepEqual(body.metadata, { k: "v" });
  assert.deepEqual(model.requests[0]?.messages, [
    { role: "system", content: "be brief" },
    { role: "user", content: "hi" },
  ]);
  assert.equal(model.requests[0]?.maxTokens, 9);
});

test("items become a conversation: messages, calls and their outputs", async (t) => {
  const model = createPlayedModel(textEvents("ok"));
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const input = [
    { role: "user", content: "hi" },
    { type: "message", role: "developer", content: [{ type: "input_text", text: "be kind" }] },
    { type: "reasoning", id: "rs_1", summary: [] },
    { type: "function_call", call_id: "c1", name: "weather", arguments: "{}" },
    { type: "function_call", call_id: "c2", name: "weather", arguments: "{}" },
    { type: "function_call_output", call_id: "c1", output: "sun" },
    {
      id: "msg_1",
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: "so" }],
    },
  ];
  const { status } = await ask(`${baseUrl}/responses`, "POST", { model: "m", input });
  assert.equal(status, 200);
  const call = { name: "weather", argumentsJson: "{}" };
  assert.deepEqual(model.requests[0]?.messages, [
    { role: "user", content: "hi" },
    { role: "system", content: "be kind" },
    {
      role: "assistant",
      content: "",
      toolCalls: [
        { id: "c1", ...call },
        { id: "c2", ...call },
      ],
    },
    { role: "tool", content: "sun", toolCallId: "c1" },
    { role: "assistant", content: "so" },
  ]);
});

test("a streamed response tells of each item from its beginning to its end, numbered", async (t) => {
  const model = createPlayedModel(textEvents("a", "b"));
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const { text } = await ask(`${baseUrl}/responses`, "POST", { model: "m", input: "hi", stream: true });
  const frames = readFrames(text);
  assert.deepEqual(
    frames.map((frame) => frame.type ?? frame),
    [
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
      "[DONE]",
    ],
  );
  assert.deepEqual(
    frames.slice(0, -1).map((frame) => frame.sequence_number),
    Array.from({ length: 10 }, (_, index) => index),
  );
  assert.deepEqual(
    [...text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name),
    frames.slice(0, -1).map(({ type }) => type),
  );
  assert.equal(frames[9].response.output_text, "ab");
  assert.equal(frames[0].response.status, "in_progress");
});

test("calls, reasoning and text are items of their own", async (t) => {
  const [start, ...rest] = callEvents({ name: "weather", args: { city: "Bern" } });
  const thought = { type: "reasoning-delta", text: "hm" } as const;
  const said = { type: "text-delta", text: "let me see" } as const;
  const model = createPlayedModel([...(start === undefined ? [] : [start]), thought, said, ...rest]);
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const request = { model: "m", input: "hi", tools, tool_choice: { type: "function", name: "weather" } };
  const { body } = await ask(`${baseUrl}/responses`, "POST", request);
  assert.deepEqual(
    body.output.map(({ type }: { type: string }) => type),
    ["reasoning", "message", "function_call"],
  );
  assert.deepEqual(model.requests[0]?.toolChoice, { name: "weather" });
  const frames = readFrames((await ask(`${baseUrl}/responses`, "POST", { ...request, stream: true })).text);
  const call = frames.find(({ type }) => type === "response.function_call_arguments.done");
  assert.deepEqual([call.arguments, call.output_index], ['{"city":"Bern"}', 2]);
  assert.ok(frames.some(({ type }) => type === "response.function_call_arguments.delta"));
});

test("a call's arguments are streamed as they are written, and a cut call is incomplete", async (t) => {
  const piece = (argumentsText: string) =>
    ({ type: "tool-call-delta", id: "c1", name: "weather", argumentsText }) as const;
  const [start, , finish] = callEvents({ name: "weather", args: {} });
  assert.ok(start !== undefined && finish?.type === "finish");
  const play = (argumentsJson: string, reason: "length" | "tool-call") =>
    createPlayedModel([
      start,
      ...["", '{"city"', ':"Bern'].map(piece),
      { type: "tool-call", id: "c1", name: "weather", argumentsJson },
      { ...finish, reason },
    ]);
  const chats = { whole: play('{"city":"Bern"}', "tool-call"), cut: play('{"city":"Bern', "length") };
  const { baseUrl } = await startTestService(t, { chats });
  const read = async (model: string) =>
    readFrames((await ask(`${baseUrl}/responses`, "POST", { model, input: "hi", tools, stream: true })).text);
  const frames = await read("whole");
  const deltas = frames.filter(({ type }) => type === "response.function_call_arguments.delta");
  assert.deepEqual(
    deltas.map(({ delta }) => delta),
    ['{"city"', ':"Bern', '"}'],
  );
  assert.equal(frames.filter(({ type }) => type === "response.output_item.added").length, 1);
  const itemOf = (all: typeof frames) => all.find(({ type }) => type === "response.output_item.done").item;
  assert.partialDeepStrictEqual(itemOf(frames), { status: "completed", call_id: "c1", arguments: '{"city":"Bern"}' });
  assert.partialDeepStrictEqual(itemOf(await read("cut")), { status: "incomplete", arguments: '{"city":"Bern' });
});

test("an answer at its limit is incomplete, one that fails is failed", async (t) => {
  const models = {
    two: { script: { tokens: ["a", "b"] } },
    cut: { script: { tokens: ["a"], tokenMs: 5, end: "cut" } },
  };
  const { baseUrl } = await startTestService(t, { models });
  const { body } = await ask(`${baseUrl}/responses`, "POST", { model: "two", input: "hi", max_output_tokens: 1 });
  assert.deepEqual([body.status, body.incomplete_details], ["incomplete", { reason: "max_output_tokens" }]);
  const { text } = await ask(`${baseUrl}/responses`, "POST", { model: "cut", input: "hi", stream: true });
  const frames = readFrames(text);
  const failed = frames.at(-2);
  assert.deepEqual(
    [failed.type, failed.response.status, failed.response.error.code],
    ["response.failed", "failed", "stream_cut"],
  );
  assert.equal(frames.at(-1), "[DONE]");
  assert.equal((await ask(`${baseUrl}/responses`, "POST", { model: "cut", input: "hi" })).status, 502);
});

test("formats and tools are passed on, tools of others are refused", async (t) => {
  const model = createPlayedModel(textEvents("{}"));
  const { baseUrl } = await startTestService(t, { chats: { m: model } });
  const schema = { type: "object" };
  const format = { type: "json_schema", name: "x", schema, strict: true };
  await ask(`${baseUrl}/responses`, "POST", { model: "m", input: "hi", text: { format } });
  assert.deepEqual(model.requests[0]?.responseFormat, { type: "json-schema", schema, strict: true });
  const search = await ask(`${baseUrl}/responses`, "POST", {
    model: "m",
    input: "hi",
    tools: [{ type: "web_search" }],
  });
  assert.deepEqual([search.status, search.body.error.param], [400, "tools.0.type"]);
  const missing = await ask(`${baseUrl}/responses`, "POST", { model: "m", input: "hi", tool_choice: "required" });
  assert.deepEqual([missing.status, missing.body.error.param], [400, "tool_choice"]);
});

test("what is not honoured is named", async (t) => {
  const { baseUrl } = await startTestService(t, { chats: { m: createPlayedModel(textEvents("a")) } });
  const request = {
    model: "m",
    input: "hi",
    reasoning: { effort: "low", summary: "auto" },
    truncation: "auto",
    include: ["x.y"],
    foo: 1,
  };
  const { headers } = await ask(`${baseUrl}/responses`, "POST", request);
  const warning = headers.get("assay-warning") ?? "";
  for (const name of ["reasoning_effort", "reasoning.summary", "truncation", "include", "foo"])
    assert.match(warning, new RegExp(`\\b${name}: `));
});
