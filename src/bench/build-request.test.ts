import assert from "node:assert/strict";
import { test } from "node:test";
import { buildRequest } from "./build-request.ts";

const plan = { temperature: 0, seed: 7, maxTokens: 99, stream: true, prefixCache: "off" } as const;

test("`buildRequest()` asks for what the plan says, and for what the prompt says before that", () => {
  assert.deepEqual(buildRequest({ id: "p", prompt: "hi" }, plan, undefined), {
    messages: [{ role: "user", content: "hi" }],
    maxTokens: 99,
    temperature: 0,
    seed: 7,
    stream: true,
    promptReuse: false,
  });
  assert.equal(buildRequest({ id: "p", prompt: "hi", maxTokens: 5 }, plan, undefined).maxTokens, 5);
  assert.equal(buildRequest({ id: "p", prompt: "hi" }, { ...plan, prefixCache: "on" }, undefined).promptReuse, true);
});

test("`buildRequest()` puts a nonce in front of all that the model reads", () => {
  const { messages } = buildRequest({ id: "p", prompt: "hi", system: "be brief" }, plan, "k3");
  assert.deepEqual(messages, [
    { role: "system", content: "[k3] be brief" },
    { role: "user", content: "hi" },
  ]);
});
