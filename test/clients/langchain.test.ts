import assert from "node:assert/strict";
import { test } from "node:test";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import * as z from "zod";
import type { EmbeddingModel } from "../../src/core/embedding-model.ts";
import { callEvents, createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService, type TestService } from "../fixtures/service/start-test-service.ts";

function chatOf({ baseUrl }: TestService, model = "m"): ChatOpenAI {
  return new ChatOpenAI({ model, apiKey: "not-needed", configuration: { baseURL: baseUrl }, maxRetries: 0 });
}

// The library's own types lose it here.
function totalOf(message: { readonly usage_metadata?: unknown }): unknown {
  return Object(message.usage_metadata).total_tokens;
}

const city = z.object({ city: z.string() });

test("LangChain's ChatOpenAI invokes, with usage", async (t) => {
  const chat = chatOf(await startTestService(t, { chats: { m: createPlayedModel(textEvents("Hel", "lo")) } }));
  const answer = await chat.invoke([
    ["system", "be brief"],
    ["user", "hi"],
  ]);
  assert.equal(answer.content, "Hello");
  assert.equal(totalOf(answer), 5);
  assert.equal(answer.response_metadata.finish_reason, "stop");
});

test("LangChain's ChatOpenAI streams, with usage", async (t) => {
  const chat = chatOf(await startTestService(t, { chats: { m: createPlayedModel(textEvents("Hel", "lo")) } }));
  let text = "";
  let total: unknown;
  for await (const chunk of await chat.stream("hi")) {
    text += String(chunk.content);
    total = totalOf(chunk) ?? total;
  }
  assert.deepEqual([text, total], ["Hello", 5]);
});

test("LangChain's bindTools and withStructuredOutput get what the model called or wrote", async (t) => {
  const model = createPlayedModel(({ tools, responseFormat }) =>
    tools === undefined
      ? textEvents(responseFormat === undefined ? "no format" : '{"city":"Chur"}')
      : callEvents({ name: tools[0]?.name ?? "", args: { city: "Bern" } }),
  );
  const chat = chatOf(await startTestService(t, { chats: { m: model } }));
  const weather = tool(async () => "sunny", { name: "weather", description: "The weather", schema: city });
  const called = await chat.bindTools([weather], { tool_choice: "weather" }).invoke("hi");
  assert.deepEqual(
    called.tool_calls?.map(({ name, args }) => [name, args]),
    [["weather", { city: "Bern" }]],
  );
  assert.deepEqual(model.requests.at(-1)?.toolChoice, { name: "weather" });
  for (const [method, expected] of [
    ["functionCalling", "Bern"],
    ["jsonSchema", "Chur"],
    ["jsonMode", "Chur"],
  ] as const)
    assert.deepEqual(
      await chat.withStructuredOutput(city, { method, name: "city" }).invoke("hi, in json"),
      { city: expected },
      method,
    );
});

test("LangChain's OpenAIEmbeddings embeds", async (t) => {
  const lengths: EmbeddingModel = {
    id: "lengths",
    embed: async (texts) => ({
      vectors: texts.map(({ length }) => new Float32Array([length])),
      usage: { promptTokens: 1 },
    }),
    async [Symbol.asyncDispose]() {},
  };
  const { baseUrl } = await startTestService(t, { embeddings: { e: lengths } });
  const embeddings = new OpenAIEmbeddings({ model: "e", apiKey: "none", configuration: { baseURL: baseUrl } });
  assert.deepEqual(await embeddings.embedDocuments(["a", "bc"]), [[1], [2]]);
});

test("LangChain works with notes-mini too", async (t) => {
  const chat = chatOf(await startTestService(t), "notes-mini");
  const structured = chat.withStructuredOutput(z.object({ city: z.enum(["Bern", "Chur"]) }), { method: "jsonSchema" });
  const { city: found } = await structured.invoke("Which city?");
  assert.ok(["Bern", "Chur"].includes(found));
});
