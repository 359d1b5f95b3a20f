import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmbeddingModel } from "../../src/core/embedding-model.ts";
import { embeddingListSchema } from "../../src/wire/openai/server/answer-schemas.ts";
import { ask } from "../fixtures/service/ask.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const lengths: EmbeddingModel = {
  id: "lengths",
  dimensions: 2,
  embed: async (texts) => ({
    vectors: texts.map((text) => new Float32Array([text.length, 0.5])),
    usage: { promptTokens: texts.length, source: "engine" },
  }),
  async [Symbol.asyncDispose]() {},
};

test("texts become vectors, in order, as numbers or base64", async (t) => {
  const { baseUrl } = await startTestService(t, { embeddings: { e: lengths } });
  const floats = await ask(`${baseUrl}/embeddings`, "POST", { model: "e", input: ["a", "bcd"], dimensions: 2 });
  embeddingListSchema.parse(floats.body);
  assert.deepEqual(
    floats.body.data.map(({ index, embedding }: { index: number; embedding: number[] }) => [index, embedding]),
    [
      [0, [1, 0.5]],
      [1, [3, 0.5]],
    ],
  );
  assert.deepEqual(floats.body.usage, { prompt_tokens: 2, total_tokens: 2 });
  const base64 = await ask(`${baseUrl}/embeddings`, "POST", { model: "e", input: "abc", encoding_format: "base64" });
  embeddingListSchema.parse(base64.body);
  const bytes = Buffer.from(base64.body.data[0].embedding, "base64");
  assert.deepEqual([bytes.readFloatLE(0), bytes.readFloatLE(4)], [3, 0.5]);
});

test("tokens, no text, other dimensions and chat models are refused", async (t) => {
  const { baseUrl } = await startTestService(t, {
    embeddings: { e: lengths },
    models: { c: { script: { tokens: [] } } },
  });
  for (const [body, param, rule] of [
    [{ input: [1, 2] }, "input", /texts, as tokens.*check_embedding_ctx_length=False/],
    [{ input: [[1, 2], [3]] }, "input", /texts, as tokens/],
    [{ input: "" }, "input", /must not be empty/],
    [{ input: [] }, "input", /must not be empty/],
    [{ input: ["a", ""] }, "input.1", /must not be empty/],
    [{}, "input", /it is missing/],
    [{ input: "a", dimensions: 3 }, "dimensions", /own 2, not 3/],
    [{ input: "a", encoding_format: "hex" }, "encoding_format", /one of "float", "base64"/],
    [{ input: "a", model: "c" }, null, /cannot embed/],
  ] as const) {
    const answer = await ask(`${baseUrl}/embeddings`, "POST", { model: "e", ...body });
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.equal(answer.body.error.param, param, JSON.stringify(body));
    assert.match(answer.body.error.message, rule);
  }
});

test("an unknown field is named", async (t) => {
  const { baseUrl } = await startTestService(t, { embeddings: { e: lengths } });
  const { headers } = await ask(`${baseUrl}/embeddings`, "POST", {
    model: "e",
    input: "a",
    user: "u",
    input_type: "query",
  });
  assert.equal(headers.get("assay-warning"), "input_type: not known here, ignored");
});

test("blank texts are refused by their place, and no empty vector leaves", async (t) => {
  const { baseUrl } = await startTestService(t);
  const input = ["ok", " ", "\n\t", "\u200b", "\u3000"];
  const answer = await ask(`${baseUrl}/embeddings`, "POST", { model: "all-minilm-l6-v2", input });
  if (answer.status === 200) for (const { embedding } of answer.body.data) assert.equal(embedding.length, 384);
  else assert.match(answer.body.error.message, /input\.1 is blank/);
});
