import assert from "node:assert/strict";
import { it } from "node:test";
import { createNodeOpenAiEngine } from "../../../test/create-node-openai-engine.ts";
import type { ServerMode } from "../../../test/fixtures/openai-server/server-mode.ts";
import { startOpenAiServer } from "../../../test/fixtures/openai-server/start-openai-server.ts";
import { AssayError } from "../../core/errors.ts";

async function embed(texts: readonly string[], modes?: readonly ServerMode[]) {
  await using server = await startOpenAiServer({ modes });
  const engine = createNodeOpenAiEngine();
  await using model = await engine.load({ type: "endpoint", baseUrl: server.baseUrl, model: "m" });
  assert.ok(model.embedding);
  return { ...(await model.embedding.embed(texts)), requests: server.requests };
}

it("`embed()` sends many texts in several requests, and keeps their order", async () => {
  const texts = Array.from({ length: 70 }, (_, index) => `text ${index}`);
  const { vectors, requests, usage } = await embed(texts);
  assert.equal(vectors.length, 70);
  assert.deepEqual(
    requests.map(({ body }) => Array.isArray(body.input) && body.input.length),
    [32, 32, 6],
  );
  assert.deepEqual(vectors[69], (await embed(["text 69"])).vectors[0]);
  assert.deepEqual(usage, {}, "the server's count of 0 is none");
});

it("`embed()` refuses answers that hold no vectors for the texts", async () => {
  const cases: readonly (readonly [ServerMode, string])[] = [
    [{ type: "status", status: 404, message: "no such route" }, "endpoint-status"],
    [{ type: "body", contentType: "application/json", body: '{"data":[]}' }, "endpoint-protocol"],
    [{ type: "body", contentType: "text/html", body: "<html>" }, "endpoint-protocol"],
  ];
  for (const [mode, code] of cases)
    await assert.rejects(embed(["a"], [mode]), (error) => error instanceof AssayError && error.code === code);
});
