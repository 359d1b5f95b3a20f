import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createHostedEngine } from "../../src/engines/hosted/create-hosted-engine.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { NOTES_SCENARIOS } from "./gguf-scenarios.ts";

const engine = createHostedEngine({ engine: "onnx" });
const path = fileURLToPath(new URL("../fixtures/onnx/assay-notes-micro/onnx/model.onnx", import.meta.url));

describeChatModel("hosted onnx", {
  // Nothing holds an answer to a form, so these models neither call tools nor write JSON.
  scenarios: { answer: NOTES_SCENARIOS.answer, long: NOTES_SCENARIOS.long },
  shareModels: true,
  async create({ parallel }) {
    const model = await engine.load({ type: "file", path }, { parallel, threads: 1 });
    assert.ok(model.chat);
    return { chat: model.chat, dispose: () => model[Symbol.asyncDispose]() };
  },
});
