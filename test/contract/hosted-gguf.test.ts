import assert from "node:assert/strict";
import type { LoadedModel } from "../../src/core/engine.ts";
import { createHostedEngine } from "../../src/engines/hosted/create-hosted-engine.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { describeEmbeddingModel } from "./embedding-model-contract.ts";
import { NOTES_SCENARIOS, shippedModel } from "./gguf-scenarios.ts";

const engine = createHostedEngine({ engine: "gguf" });

function load(file: string, parallel = 1): Promise<LoadedModel> {
  return engine.load({ type: "file", path: shippedModel(file) }, { parallel, threads: 1 });
}

describeChatModel("hosted gguf", {
  scenarios: NOTES_SCENARIOS,
  shareModels: true,
  async create({ parallel }) {
    const model = await load("assay-notes-micro-q4_0.gguf", parallel);
    assert.ok(model.chat);
    return { chat: model.chat, dispose: () => model[Symbol.asyncDispose]() };
  },
});

describeEmbeddingModel("hosted gguf", {
  normalised: true,
  exactCounts: true,
  meaningful: true,
  async create() {
    const model = await load("all-minilm-l6-v2-q8_0.gguf");
    assert.ok(model.embedding);
    return { embedding: model.embedding, dispose: () => model[Symbol.asyncDispose]() };
  },
});
