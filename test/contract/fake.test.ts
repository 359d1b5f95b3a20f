import assert from "node:assert/strict";
import { createFakeEngine } from "../../src/engines/fake/create-fake-engine.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { SCRIPTED_SCENARIOS, SCRIPTS } from "./scripted-scenarios.ts";

describeChatModel("fake", {
  scenarios: SCRIPTED_SCENARIOS,
  async create({ scenario, parallel }) {
    const model = await createFakeEngine().load({ type: "script", script: SCRIPTS[scenario] }, { parallel });
    assert.ok(model.chat);
    return { chat: model.chat, dispose: () => model[Symbol.asyncDispose]() };
  },
});
