import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LoadedModel } from "../../src/core/engine.ts";
import { AssayError } from "../../src/core/errors.ts";
import { createLlamaServerEngine } from "../../src/engines/llama-server/create-llama-server-engine.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { collectAnswer } from "./collect-answer.ts";
import { describeEmbeddingModel } from "./embedding-model-contract.ts";
import { NOTES_SCENARIOS, shippedModel } from "./gguf-scenarios.ts";

const engine = createLlamaServerEngine();
const { available, hint, devices } = await engine.probe();

if (available) describeLlamaServer();
else it("runs models in llama-server", { skip: `${devices[0]?.because}; ${hint}` }, () => {});

function describeLlamaServer(): void {
  // The program calls tools only where the model's template has a place for them; these models' have none.
  const { toolCall: _, ...scenarios } = NOTES_SCENARIOS;

  describeChatModel("llama-server", {
    scenarios,
    shareModels: true,
    async create({ parallel }) {
      const model = await load("assay-notes-micro-q4_0.gguf", parallel);
      assert.ok(model.chat);
      return { chat: model.chat, dispose: () => model[Symbol.asyncDispose]() };
    },
  });

  describeEmbeddingModel("llama-server", {
    normalised: true,
    exactCounts: true,
    meaningful: true,
    async create() {
      const model = await load("all-minilm-l6-v2-q8_0.gguf");
      assert.ok(model.embedding);
      return { embedding: model.embedding, dispose: () => model[Symbol.asyncDispose]() };
    },
  });

  describe("llama-server", () => {
    it("reports what it computed, what it kept, and what it takes", async () => {
      await using model = await load("assay-notes-mini-q8_0.gguf", 2);
      const { chat, info } = model;
      assert.ok(chat);
      const request = { ...NOTES_SCENARIOS.answer.request, temperature: 0, maxTokens: 8 };
      const first = await collectAnswer(chat, request);
      const again = await collectAnswer(chat, request);
      const anew = await collectAnswer(chat, { ...request, promptReuse: false });
      assert.equal(first.finish.usage.promptTokens, await chat.countTokens?.(request));
      assert.ok((first.finish.timings?.prefillMs ?? 0) > 0 && (first.finish.timings?.decodeMs ?? 0) > 0);
      assert.ok((again.finish.usage.cachedPromptTokens ?? 0) > 20);
      assert.equal(anew.finish.usage.cachedPromptTokens, 0);
      const { residentBytes, because } = (await model.readMemory?.()) ?? {};
      if (process.platform === "linux") assert.ok((residentBytes ?? 0) > 1e6, because);
      assert.ok(info.engineVersion && info.contextTokens && info.sizeBytes);
    });

    it("answers in the form that a schema asks for", async () => {
      await using model = await load("assay-notes-micro-q4_0.gguf");
      assert.ok(model.chat);
      const schema = {
        type: "object",
        properties: { ok: { type: "boolean" } },
        required: ["ok"],
        additionalProperties: false,
      };
      const { text } = await collectAnswer(model.chat, {
        messages: [{ role: "user", content: "Is it?" }],
        responseFormat: { type: "json-schema", schema },
        maxTokens: 60,
        temperature: 0,
      });
      assert.equal(typeof JSON.parse(text).ok, "boolean");
    });

    it("refuses tools where the model's template has no place for them", async (context) => {
      await using model = await load("assay-notes-micro-q4_0.gguf");
      assert.ok(model.chat);
      if (model.chat.capabilities.tools) return context.skip("this llama-server makes a place for them");
      const request = { messages: [{ role: "user" as const, content: "Look." }], tools: [{ name: "look" }] };
      await assert.rejects(collectAnswer(model.chat, request), { code: "unsupported" });
    });

    it("refuses a prompt that does not fit with `context-exceeded`", async () => {
      await using model = await load("assay-notes-micro-q4_0.gguf");
      assert.ok(model.chat);
      const messages = [{ role: "user" as const, content: "word ".repeat(5000) }];
      await assert.rejects(
        collectAnswer(model.chat, { messages }),
        (error) => error instanceof AssayError && error.code === "context-exceeded",
      );
    });
  });
}

function load(file: string, parallel = 1): Promise<LoadedModel> {
  return engine.load({ type: "file", path: shippedModel(file) }, { parallel, threads: 1 });
}
