import assert from "node:assert/strict";
import type { Engine, ModelSource } from "../../src/core/engine.ts";
import { createOpenAiEngine } from "../../src/engines/openai/create-openai-engine.ts";
import { createFetchConnector } from "../../src/http/create-fetch-connector.ts";
import { createNodeOpenAiEngine } from "../create-node-openai-engine.ts";
import { startOpenAiServer } from "../fixtures/openai-server/start-openai-server.ts";
import { describeChatModel, type ScenarioName } from "./chat-model-contract.ts";
import { describeEmbeddingModel } from "./embedding-model-contract.ts";
import { SCRIPTED_SCENARIOS, SCRIPTS } from "./scripted-scenarios.ts";

const ENGINES = {
  openai: createNodeOpenAiEngine(),
  "openai on a page": createOpenAiEngine({ connect: createFetchConnector() }),
};

for (const [name, engine] of Object.entries(ENGINES)) {
  describeChatModel(name, {
    scenarios: {
      ...SCRIPTED_SCENARIOS,
      toolCall: {
        request: {
          messages: [{ role: "user", content: "Look Ada up." }],
          tools: [{ name: "look", parameters: { type: "object" } }],
        },
      },
    },
    create: async ({ scenario, parallel }) => {
      const { chat, dispose } = await load(engine, scenario, parallel);
      assert.ok(chat);
      return { chat, dispose };
    },
  });

  describeEmbeddingModel(name, {
    normalised: true,
    create: async () => {
      const { embedding, dispose } = await load(engine, "answer", 1);
      assert.ok(embedding);
      return { embedding, dispose };
    },
  });
}

async function load(engine: Engine, scenario: ScenarioName, parallel: number) {
  const { tokens, tokenMs } = SCRIPTS[scenario];
  const server = await startOpenAiServer({
    tokens,
    tokenMs,
    modes: [{ type: scenario === "toolCall" ? "tool" : "normal" }],
  });
  const source: ModelSource = { type: "endpoint", baseUrl: server.baseUrl };
  const model = await engine.load(source, { parallel });
  const dispose = async () => {
    await model[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  };
  return { chat: model.chat, embedding: model.embedding, dispose };
}
