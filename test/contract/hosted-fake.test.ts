import assert from "node:assert/strict";
import { createHostedEngine } from "../../src/engines/hosted/create-hosted-engine.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { SCRIPTED_SCENARIOS, SCRIPTS } from "./scripted-scenarios.ts";

describeChatModel("hosted fake", {
  scenarios: SCRIPTED_SCENARIOS,
  async create({ scenario, parallel }) {
    const engine = createHostedEngine({ engine: "fake" });
    const model = await engine.load({ type: "script", script: SCRIPTS[scenario] }, { parallel });
    assert.ok(model.chat);
    return { chat: model.chat, dispose: () => model[Symbol.asyncDispose]() };
  },
});
