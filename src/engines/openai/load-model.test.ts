import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collectAnswer } from "../../../test/contract/collect-answer.ts";
import { createNodeOpenAiEngine } from "../../../test/create-node-openai-engine.ts";
import { startOpenAiServer } from "../../../test/fixtures/openai-server/start-openai-server.ts";
import type { ModelSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";

const engine = createNodeOpenAiEngine({ env: { SET: "secret-key", SPACED: "two words" } });

function fails(code: string, ...words: readonly string[]): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof AssayError, String(error));
    assert.equal(error.code, code, error.message);
    assert.ok(error.hint);
    for (const word of words) assert.ok(error.message.includes(word), `${word} in: ${error.message}`);
    return true;
  };
}

describe("loading a model of an endpoint", () => {
  it("takes the only one that is offered", async () => {
    await using server = await startOpenAiServer({ models: ["only"] });
    await using model = await engine.load({ type: "endpoint", baseUrl: `${server.baseUrl}/` });
    assert.equal(model.chat?.id, `${server.baseUrl}#only`);
    assert.ok(model.chat);
    await collectAnswer(model.chat, { messages: [{ role: "user", content: "Hi" }] });
    assert.equal(server.requests.at(-1)?.body.model, "only");
  });

  it("names the models when there are several, or says that there is none", async () => {
    await using several = await startOpenAiServer({ models: ["small", "large"] });
    await assert.rejects(
      engine.load({ type: "endpoint", baseUrl: several.baseUrl }),
      fails("unknown-model", "small, large"),
    );
    await using none = await startOpenAiServer({ models: [] });
    await assert.rejects(
      engine.load({ type: "endpoint", baseUrl: none.baseUrl }),
      fails("unknown-model", "offers no model"),
    );
  });

  it("sends nothing when the model is named", async () => {
    await using server = await startOpenAiServer();
    await using model = await engine.load(
      { type: "endpoint", baseUrl: server.baseUrl, model: "m" },
      { id: "mine", threads: 2 },
    );
    assert.equal(model.chat?.id, "mine");
    assert.deepEqual(
      model.info.warnings.map(({ message }) => message.split(":")[0]),
      ["threads"],
    );
    assert.equal(server.requests.length, 0);
  });

  it("refuses a list that is none", async () => {
    await using server = await startOpenAiServer();
    await assert.rejects(
      engine.load({ type: "endpoint", baseUrl: `${server.baseUrl}/v1` }),
      fails("endpoint-status", "404"),
    );
  });

  it("refuses what cannot be used, and repeats no secret", async () => {
    const endpoint = (baseUrl: string, apiKeyVariable?: string): ModelSource => ({
      type: "endpoint",
      baseUrl,
      model: "m",
      apiKeyVariable,
    });
    const url = "http://127.0.0.1:1/v1";
    await assert.rejects(engine.load({ type: "file", path: "x.gguf" }), fails("unsupported", "file"));
    for (const wrong of ["", "localhost:5273/v1", "ftp://host/v1", "not a url"])
      await assert.rejects(engine.load(endpoint(wrong)), fails("invalid-input"), wrong);
    await assert.rejects(engine.load(endpoint("http://me:hunter2@host/v1")), (error) => {
      assert.ok(error instanceof AssayError && error.code === "invalid-input");
      return !error.message.includes("hunter2");
    });
    await assert.rejects(engine.load(endpoint(url, "UNSET")), fails("invalid-input", "UNSET"));
    await assert.rejects(engine.load(endpoint(url, "SPACED")), (error) => {
      assert.ok(error instanceof AssayError && error.code === "invalid-input");
      return error.message.includes("SPACED") && !error.message.includes("two words");
    });
  });
});
