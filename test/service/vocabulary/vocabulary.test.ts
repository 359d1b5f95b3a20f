import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmbeddingModel } from "../../../src/core/embedding-model.ts";
import { ask } from "../../fixtures/service/ask.ts";
import { createPlayedModel, textEvents } from "../../fixtures/service/create-played-model.ts";
import { startTestService } from "../../fixtures/service/start-test-service.ts";
import { chatFields } from "./chat-fields.ts";
import { completionFields, embeddingFields, responseFields } from "./other-fields.ts";
import { samplingFields } from "./sampling-fields.ts";
import type { SpokenField } from "./spoken-field.ts";

const embedding: EmbeddingModel = {
  id: "e",
  dimensions: 2,
  embed: async (texts) => ({ vectors: texts.map(() => new Float32Array([1, 0])), usage: {} }),
  async [Symbol.asyncDispose]() {},
};

/** The routes, what a request needs at least, and the fields that each is told in. */
const ROUTES: readonly (readonly [
  path: string,
  least: Readonly<Record<string, unknown>>,
  ...fields: (readonly SpokenField[])[],
])[] = [
  ["chat/completions", { messages: [{ role: "user", content: "hi" }] }, samplingFields, chatFields],
  ["completions", { prompt: "hi" }, samplingFields, completionFields],
  ["responses", { input: "hi" }, samplingFields, responseFields],
  ["embeddings", { input: "hi" }, embeddingFields],
];

for (const [path, least, ...fields] of ROUTES)
  test(`every field of /v1/${path} that clients of other servers send is honoured, named or refused, as told`, async (t) => {
    const model = createPlayedModel(textEvents("x"), { completion: { infill: true } });
    const { baseUrl } = await startTestService(t, { chats: { m: model }, embeddings: { e: embedding } });
    const name = path === "embeddings" ? "e" : "m";
    for (const { field, value, outcome, beside } of fields.flat()) {
      const shown = `${field}: ${JSON.stringify(value)} ${JSON.stringify(beside) ?? ""}`;
      const body = { model: name, ...least, ...beside, [field]: value };
      const { status, headers, text, body: answer } = await ask(`${baseUrl}/${path}`, "POST", body);
      if (outcome === "refused") {
        assert.equal(status, 400, shown);
        assert.ok(answer.error.param?.startsWith(field) || answer.error.message.includes(field), `${shown}: ${text}`);
        continue;
      }
      assert.equal(status, 200, `${shown}: ${text}`);
      const warning = headers.get("assay-warning") ?? "";
      if (outcome === "named") assert.match(warning, new RegExp(`(^|; )${field}(?:\\b|_)`), shown);
      else assert.equal(warning, "", shown);
      if (typeof outcome !== "object") continue;
      const request = model.requests.at(-1) ?? {};
      for (const [part, wanted] of Object.entries(outcome.becomes))
        assert.deepEqual(Reflect.get(request, part), wanted, `${shown}: ${part}`);
    }
  });
