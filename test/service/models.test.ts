import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { modelListSchema, modelSchema } from "../../src/wire/openai/server/answer-schemas.ts";
import { ask } from "../fixtures/service/ask.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const models = {
  two: {
    script: { tokens: ["a"] },
    publisher: "Someone",
    context: 100,
    maxOutputTokens: 30,
    capabilities: ["chat", "tools"],
  },
  far: { endpoint: { baseUrl: "http://127.0.0.1:9/v1", model: "x" } },
  "org/slashed": { script: { tokens: ["a"] } },
  elsewhere: { hub: { repo: "org/repo-GGUF", file: "a.gguf" } },
  gone: { file: "gone.gguf" },
};

test("/v1/models lists what can be used now, and nothing that would have to be fetched", async (t) => {
  const { baseUrl } = await startTestService(t, { models });
  const { body, headers } = await ask(`${baseUrl}/models`, "GET");
  assert.match(headers.get("content-type") ?? "", /^application\/json/);
  modelListSchema.parse(body);
  const aliases = body.data.map(({ alias }: { alias: string }) => alias);
  for (const alias of ["two", "far", "org/slashed", "notes-mini"]) assert.ok(aliases.includes(alias), alias);
  for (const alias of ["elsewhere", "gone"]) assert.ok(!aliases.includes(alias), alias);
  assert.deepEqual((await ask(`${baseUrl}/v1/models`, "GET")).body, body);
});

test("a model tells its owner, state, tools and lengths", async (t) => {
  const { baseUrl } = await startTestService(t, { models });
  const { body } = await ask(`${baseUrl}/models/two`, "GET");
  const { id, created, ...rest } = modelSchema.parse(body);
  assert.match(id, /^two/);
  assert.ok(Math.abs(created - Date.now() / 1000) < 60);
  assert.deepEqual(rest, {
    object: "model",
    owned_by: "Someone",
    alias: "two",
    state: "scripted",
    vision: false,
    toolCalling: true,
    type: "llm",
    capabilities: ["completion", "tools"],
    architecture: { input_modalities: ["text"], output_modalities: ["text"] },
    context_length: 100,
    max_model_len: 100,
    maxInputTokens: 70,
    maxOutputTokens: 30,
  });
});

test("a model that only embeds is told apart", async (t) => {
  const { baseUrl } = await startTestService(t, { models });
  const { body } = await ask(`${baseUrl}/models/all-minilm-l6-v2`, "GET");
  const { type, capabilities, architecture } = modelSchema.parse(body);
  assert.deepEqual([type, capabilities, architecture.output_modalities], ["embeddings", ["embedding"], ["embeddings"]]);
});

test("a file's model was created when the file was written", async (t) => {
  const { baseUrl } = await startTestService(t);
  const { body } = await ask(`${baseUrl}/models/notes-micro`, "GET");
  assert.equal(body.created, Math.floor(statSync("models/assay-notes-micro-q8_0.gguf").mtimeMs / 1000));
});

test("a model is found by alias, id, variant and case, encoded or not", async (t) => {
  const { baseUrl } = await startTestService(t, { models });
  const { body } = await ask(`${baseUrl}/models/notes-mini`, "GET");
  for (const name of [body.id, encodeURIComponent(body.id), "NOTES-mini", "notes-mini:q8_0", "notes-mini%3Aq8_0"])
    assert.deepEqual((await ask(`${baseUrl}/models/${name}`, "GET")).body, body, name);
  for (const name of ["org/slashed", "org%2Fslashed"])
    assert.equal((await ask(`${baseUrl}/models/${name}`, "GET")).body.alias, "org/slashed");
});

test("a model that is not here is a 404 that says what to do", async (t) => {
  const { baseUrl } = await startTestService(t, { models });
  const missing = await ask(`${baseUrl}/models/elsewhere`, "GET");
  assert.equal(missing.status, 404);
  assert.match(missing.body.error.message, /assay model download/);
  assert.equal((await ask(`${baseUrl}/models/nope`, "GET")).status, 404);
  for (const path of ["..%2f..%2fetc%2fpasswd", "%2Fetc%2Fpasswd", "models%2Fassay-notes-mini-q8_0.gguf"])
    assert.equal((await ask(`${baseUrl}/models/${path}`, "GET")).status, 404, path);
});

test("the list shows at once that a model has been loaded", async (t) => {
  const { baseUrl } = await startTestService(t, { models });
  const stateOfTwo = async () => (await ask(`${baseUrl}/models/two`, "GET")).body.state;
  assert.equal(await stateOfTwo(), "scripted");
  await ask(`${baseUrl}/chat/completions`, "POST", { model: "two", messages: [{ role: "user", content: "hi" }] });
  assert.equal(await stateOfTwo(), "loaded");
});
