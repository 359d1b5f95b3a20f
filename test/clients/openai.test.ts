import assert from "node:assert/strict";
import { after, before, describe, it, test } from "node:test";
import OpenAI from "openai";
import { callEvents, createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService, type TestService } from "../fixtures/service/start-test-service.ts";

const messages = [{ role: "user" as const, content: "What runs models on this machine?" }];
const greedy = { messages, temperature: 0, max_tokens: 24 };

function clientOf({ baseUrl }: TestService): OpenAI {
  return new OpenAI({ baseURL: baseUrl, apiKey: "not-needed", maxRetries: 0 });
}

const weather = {
  type: "function" as const,
  function: {
    name: "weather",
    description: "The weather of a city",
    parameters: {
      type: "object",
      properties: { city: { type: "string", enum: ["Bern", "Chur"] } },
      required: ["city"],
      additionalProperties: false,
    },
  },
};

describe("the openai client with notes-mini", () => {
  let client: OpenAI;
  const stops: (() => unknown)[] = [];
  // One service for all of these: loading the model anew each time would take longer than all the rest.
  before(async () => {
    const scope = { after: (stop: () => unknown) => stops.push(stop) } as unknown as Parameters<
      typeof startTestService
    >[0];
    client = clientOf(await startTestService(scope));
  });
  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  it("chats, whole and streamed alike", async () => {
    const whole = await client.chat.completions.create({ model: "notes-mini", ...greedy });
    const stream = await client.chat.completions.create({
      model: "notes-mini",
      ...greedy,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let reason: string | null = null;
    let total: number | undefined;
    for await (const { choices, usage } of stream) {
      text += choices[0]?.delta.content ?? "";
      reason = choices[0]?.finish_reason ?? reason;
      total = usage?.total_tokens ?? total;
    }
    assert.ok(text.length > 10);
    assert.equal(text, whole.choices[0]?.message.content);
    assert.equal(reason, whole.choices[0]?.finish_reason);
    assert.equal(total, whole.usage?.total_tokens);
    assert.ok((whole.usage?.prompt_tokens ?? 0) > 0);
  });

  it("streams through its helper", async () => {
    const stream = client.chat.completions.stream({ model: "notes-mini", ...greedy });
    const final = await stream.finalChatCompletion();
    assert.ok(final.choices[0]?.message.content);
  });

  it("gives log-probabilities of each token", async () => {
    const request = { model: "notes-mini", ...greedy, max_tokens: 4, logprobs: true, top_logprobs: 2 };
    const { choices } = await client.chat.completions.create(request);
    const tokens = choices[0]?.logprobs?.content ?? [];
    assert.equal(tokens.map(({ token }) => token).join(""), choices[0]?.message.content);
    assert.ok(tokens.every(({ logprob, top_logprobs: top }) => logprob <= 0 && top.length === 2));
  });

  it("is given a tool call where one is required", async () => {
    const { choices } = await client.chat.completions.create({
      model: "notes-mini",
      messages,
      temperature: 0,
      max_tokens: 100,
      tools: [weather],
      tool_choice: "required",
    });
    const [call] = choices[0]?.message.tool_calls ?? [];
    assert.equal(choices[0]?.finish_reason, "tool_calls");
    assert.ok(call?.type === "function");
    assert.equal(call.function.name, "weather");
    assert.ok(["Bern", "Chur"].includes(JSON.parse(call.function.arguments).city));
  });

  it("is given JSON of the schema that it asks for", async () => {
    const { choices } = await client.chat.completions.create({
      model: "notes-mini",
      messages,
      temperature: 0,
      max_tokens: 100,
      response_format: { type: "json_schema", json_schema: { name: "city", schema: weather.function.parameters } },
    });
    assert.deepEqual(Object.keys(JSON.parse(choices[0]?.message.content ?? "")), ["city"]);
  });

  it("has responses, whole and streamed alike", async () => {
    const request = {
      model: "notes-mini",
      input: "What runs models on this machine?",
      temperature: 0,
      max_output_tokens: 24,
    };
    const whole = await client.responses.create(request);
    assert.ok(whole.output_text.length > 10);
    assert.ok((whole.usage?.output_tokens ?? 0) > 0);
    const types = new Set<string>();
    let text = "";
    for await (const event of await client.responses.create({ ...request, stream: true })) {
      types.add(event.type);
      if (event.type === "response.output_text.delta") text += event.delta;
    }
    assert.equal(text, whole.output_text);
    assert.ok(types.has("response.created"));
    const final = await client.responses.stream(request).finalResponse();
    assert.equal(final.output_text, text);
  });

  it("has completions", async () => {
    const { choices } = await client.completions.create({
      model: "notes-mini",
      prompt: "Hello",
      max_tokens: 5,
      temperature: 0,
    });
    assert.equal(typeof choices[0]?.text, "string");
  });

  it("embeds happy persons near each other, as numbers and as base64", async () => {
    const texts = [
      "That is a happy person",
      "That is a happy dog",
      "That is a very happy person",
      "Today is a sunny day",
    ];
    const request = { model: "all-minilm-l6-v2", input: texts };
    // The client itself asks for base64 where nothing is said.
    const [floats, decoded] = await Promise.all([
      client.embeddings.create({ ...request, encoding_format: "float" }),
      client.embeddings.create(request),
    ]);
    const [person = [], ...others] = floats.data.map(({ embedding }) => embedding);
    for (const [index, published] of [0.695, 0.943, 0.257].entries()) {
      const cosine = others[index]?.reduce((sum, value, at) => sum + value * (person[at] ?? 0), 0) ?? 0;
      assert.ok(Math.abs(cosine - published) <= 0.01, `${texts[index + 1]}: ${cosine}`);
    }
    assert.equal(person.length, 384);
    const most = Math.max(...person.map((value, at) => Math.abs(value - (decoded.data[0]?.embedding[at] ?? 9))));
    assert.ok(most < 1e-6);
    assert.ok(floats.usage.prompt_tokens > 0);
  });

  it("lists and finds models", async () => {
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    const found = await client.models.retrieve("notes-mini");
    assert.ok(ids.includes(found.id));
    assert.equal((await client.models.retrieve(found.id)).id, found.id);
  });
});

test("the openai client runs a tool and answers with what it said", async (t) => {
  const model = createPlayedModel(({ messages: given }) => {
    const last = given.at(-1);
    return last?.role === "tool"
      ? textEvents(`It is ${last.content}.`)
      : callEvents({ name: "weather", args: { city: "Bern" } });
  });
  const client = clientOf(await startTestService(t, { chats: { m: model } }));
  const runner = client.chat.completions.runTools({
    model: "m",
    messages,
    stream: true,
    tools: [
      {
        type: "function",
        function: {
          name: "weather",
          description: "The weather",
          parameters: weather.function.parameters,
          parse: JSON.parse,
          function: ({ city }: { city: string }) => `sunny in ${city}`,
        },
      },
    ],
  });
  assert.equal(await runner.finalContent(), "It is sunny in Bern.");
});

test("the openai client's responses carry calls and their outputs", async (t) => {
  const model = createPlayedModel(({ messages: given }) => {
    const last = given.at(-1);
    return last?.role === "tool"
      ? textEvents(`It is ${last.content}.`)
      : callEvents({ name: "weather", args: { city: "Bern" } });
  });
  const client = clientOf(await startTestService(t, { chats: { m: model } }));
  const tool = { type: "function" as const, name: "weather", strict: true, parameters: weather.function.parameters };
  const input: OpenAI.Responses.ResponseInputItem[] = [{ role: "user", content: "How is it in Bern?" }];
  const first = await client.responses.create({ model: "m", input, tools: [tool] });
  const call = first.output.find((item) => item.type === "function_call");
  assert.ok(call);
  input.push(...(first.output as OpenAI.Responses.ResponseInputItem[]));
  input.push({ type: "function_call_output", call_id: call.call_id, output: "sunny" });
  const second = await client.responses.create({ model: "m", input, tools: [tool] });
  assert.equal(second.output_text, "It is sunny.");
});

test("the openai client gets errors of the class that fits", async (t) => {
  const models = { two: { script: { tokens: ["a"] } }, cut: { script: { tokens: ["a"], tokenMs: 5, end: "cut" } } };
  const client = clientOf(await startTestService(t, { models }));
  await assert.rejects(client.chat.completions.create({ model: "nope", messages }), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.deepEqual([error.status, error.code], [404, "model_not_found"]);
    return true;
  });
  const refused = client.chat.completions.create({ model: "two", messages, temperature: -9 });
  await assert.rejects(refused, (error) => error instanceof OpenAI.BadRequestError && error.param === "temperature");
  await assert.rejects(client.responses.retrieve("resp_1"), OpenAI.NotFoundError);
  await assert.rejects(
    client.responses.create({ model: "two", input: "hi", previous_response_id: "resp_1" }),
    OpenAI.BadRequestError,
  );
  const stream = await client.chat.completions.create({ model: "cut", messages, stream: true });
  await assert.rejects(async () => {
    for await (const chunk of stream) assert.ok(chunk);
  }, OpenAI.APIError);
});

test("the openai client's abort ends the generation", async (t) => {
  const aborted = Promise.withResolvers<void>();
  const model = createPlayedModel(async function* (_request, signal) {
    signal.addEventListener("abort", () => aborted.resolve(), { once: true });
    yield { type: "start" };
    yield { type: "text-delta", text: "a", tokens: 1 };
    await aborted.promise;
    yield { type: "finish", reason: "aborted", usage: {} };
  });
  const client = clientOf(await startTestService(t, { chats: { m: model } }));
  const stream = await client.chat.completions.create({ model: "m", messages, stream: true });
  for await (const { choices } of stream) if (choices[0]?.delta.content === "a") break;
  await aborted.promise;
});
