import assert from "node:assert/strict";
import { test } from "node:test";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embedMany, generateObject, generateText, isStepCount, streamText, tool } from "ai";
import * as z from "zod";
import type { EmbeddingModel } from "../../src/core/embedding-model.ts";
import { callEvents, createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService, type TestService } from "../fixtures/service/start-test-service.ts";

function providerOf({ baseUrl }: TestService) {
  return createOpenAICompatible({
    name: "assay",
    baseURL: baseUrl,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
}

test("the AI SDK generates and streams text, with usage and reasoning", async (t) => {
  const [start, ...rest] = textEvents("Hel", "lo");
  const model = createPlayedModel([
    ...(start === undefined ? [] : [start]),
    { type: "reasoning-delta", text: "hm" },
    ...rest,
  ]);
  const assay = providerOf(await startTestService(t, { chats: { m: model } }));
  const whole = await generateText({ model: assay("m"), prompt: "hi", maxRetries: 0 });
  assert.deepEqual([whole.text, whole.finishReason, whole.usage.totalTokens], ["Hello", "stop", 5]);
  assert.equal(whole.reasoningText, "hm");
  const stream = streamText({ model: assay("m"), prompt: "hi", maxRetries: 0 });
  let text = "";
  for await (const part of stream.textStream) text += part;
  assert.equal(text, "Hello");
  assert.equal((await stream.usage).totalTokens, 5);
});

test("the AI SDK generates objects of a schema", async (t) => {
  const model = createPlayedModel(({ responseFormat }) =>
    textEvents(responseFormat?.type === "json-schema" ? '{"city":"Bern"}' : "?"),
  );
  const assay = providerOf(await startTestService(t, { chats: { m: model } }));
  const { object } = await generateObject({
    model: assay("m"),
    schema: z.object({ city: z.string() }),
    prompt: "hi",
    maxRetries: 0,
  });
  assert.deepEqual(object, { city: "Bern" });
});

test("the AI SDK runs tools", async (t) => {
  const model = createPlayedModel(({ messages }) => {
    const last = messages.at(-1);
    return last?.role === "tool"
      ? textEvents(`It is ${last.content}`)
      : callEvents({ name: "weather", args: { city: "Bern" } });
  });
  const assay = providerOf(await startTestService(t, { chats: { m: model } }));
  const weather = tool({
    description: "The weather",
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => `sunny in ${city}`,
  });
  const request = { model: assay("m"), prompt: "hi", tools: { weather }, stopWhen: isStepCount(2), maxRetries: 0 };
  assert.match((await generateText(request)).text, /sunny in Bern/);
  const stream = streamText(request);
  assert.match(await stream.text, /sunny in Bern/);
});

test("the AI SDK embeds", async (t) => {
  const lengths: EmbeddingModel = {
    id: "lengths",
    embed: async (texts) => ({
      vectors: texts.map(({ length }) => new Float32Array([length])),
      usage: { promptTokens: 1 },
    }),
    async [Symbol.asyncDispose]() {},
  };
  const assay = providerOf(await startTestService(t, { embeddings: { e: lengths } }));
  const { embeddings } = await embedMany({ model: assay.embeddingModel("e"), values: ["a", "bc"], maxRetries: 0 });
  assert.deepEqual(embeddings, [[1], [2]]);
});

test("the AI SDK works with notes-mini too", async (t) => {
  const assay = providerOf(await startTestService(t));
  const schema = z.object({ city: z.enum(["Bern", "Chur"]) });
  const { object } = await generateObject({ model: assay("notes-mini"), schema, prompt: "Which city?", maxRetries: 0 });
  assert.ok(["Bern", "Chur"].includes(object.city));
});
