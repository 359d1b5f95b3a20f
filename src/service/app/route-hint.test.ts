import assert from "node:assert/strict";
import { test } from "node:test";
import { hintRoute } from "./route-hint.ts";

const routes = new Map([
  ["/v1/models", new Set(["GET", "HEAD"])],
  ["/v1/models/*", new Set(["GET", "HEAD"])],
  ["/v1/chat/completions", new Set(["POST"])],
  ["/v1/embeddings", new Set(["POST"])],
]);

for (const [path, hint] of [
  ["/models", "Did you mean GET /v1/models?"],
  ["/chat/completions", "Did you mean POST /v1/chat/completions?"],
  ["/chat/completions/", "Did you mean POST /v1/chat/completions?"],
  ["/v1/v1/chat/completions", "Did you mean POST /v1/chat/completions?"],
  ["/api/v1/models", "Did you mean GET /v1/models?"],
  ["/openai/v1/embeddings", "Did you mean POST /v1/embeddings?"],
  ["/V1/Models", "Did you mean GET /v1/models?"],
  ["/nothing", "GET /openapi.json lists what there is."],
  ["/", "GET /openapi.json lists what there is."],
] as const)
  test(`${path}: ${hint}`, () => assert.equal(hintRoute(path, routes), hint));

for (const [path, whose, instead] of [
  ["/api/tags", "Ollama's", "GET /v1/models"],
  ["/api/chat", "Ollama's", "POST /v1/chat/completions"],
  ["/api/generate/", "Ollama's", "POST /v1/chat/completions"],
  ["/api/embed", "Ollama's", "POST /v1/embeddings"],
  ["/api/v0/models", "LM Studio's", "GET /v1/models"],
  ["/completion", "llama.cpp's", "POST /v1/completions"],
  ["/v1/messages", "Anthropic's", "POST /v1/chat/completions"],
  ["/v1beta/models/x:generateContent", "Gemini's", "POST /v1/chat/completions"],
  ["/openai/deployments/x/chat/completions", "Azure's", "POST /v1/chat/completions, which"],
] as const)
  test(`${path} is told as ${whose}, with ${instead}`, () => {
    const hint = hintRoute(path, routes);
    assert.match(hint, new RegExp(`^That is ${whose} own API\\. .*OpenAI-compatible.* here it is ${instead}`));
  });
