import assert from "node:assert/strict";
import type { LoadOptions } from "../../src/core/engine.ts";
import { createFoundryEngine } from "../../src/engines/foundry/create-foundry-engine.ts";
import { type FoundryServerOptions, startFoundryServer } from "../fixtures/foundry-server/start-foundry-server.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { SCRIPTED_SCENARIOS, SCRIPTS } from "./scripted-scenarios.ts";

for (const generation of ["classic", "v1"] as const)
  describeChatModel(`foundry ${generation}`, {
    scenarios: SCRIPTED_SCENARIOS,
    // A classic service says neither why an answer ended nor how long it was.
    honoursMaxTokens: generation === "v1",
    async create({ scenario, parallel }) {
      const { tokens, tokenMs = 0 } = SCRIPTS[scenario];
      return load({ generation, tokens, tokenMs }, { parallel });
    },
  });

async function load(options: FoundryServerOptions, loadOptions: LoadOptions) {
  const server = await startFoundryServer(options);
  const source = { type: "foundry", model: "phi-4-mini", baseUrl: server.origin } as const;
  const model = await createFoundryEngine({ env: {} }).load(source, loadOptions);
  assert.ok(model.chat);
  const dispose = async () => {
    await model[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  };
  return { chat: model.chat, dispose };
}
