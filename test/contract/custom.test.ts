import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import type { ModelSource } from "../../src/core/engine.ts";
import { createCustomEngine } from "../../src/engines/custom/create-custom-engine.ts";
import { createTrustStore } from "../../src/engines/custom/trust.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { SCRIPTED_SCENARIOS, SCRIPTS } from "./scripted-scenarios.ts";

const modulePath = fileURLToPath(new URL("../fixtures/adapters/scripted.ts", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "assay-custom-"));
const trustFile = join(folder, "trust.json");
await createTrustStore({ file: trustFile }).trust(modulePath);
after(() => rm(folder, { recursive: true }));

describeChatModel("custom", {
  scenarios: SCRIPTED_SCENARIOS,
  honoursMaxTokens: false,
  async create({ scenario, parallel }) {
    const source: ModelSource = { type: "adapter", modulePath, options: { ...SCRIPTS[scenario] } };
    const model = await createCustomEngine({ trustFile }).load(source, { parallel });
    assert.ok(model.chat);
    return { chat: model.chat, dispose: () => model[Symbol.asyncDispose]() };
  },
});
