import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { FoundryLocalManager } from "foundry-local-sdk/browser";
import { FoundryLocalManager as OldManager } from "foundry-local-sdk-0-3/browser";
import OpenAI from "openai";
import { startHub } from "../fixtures/hub/start-hub.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";
import { FOUNDRY_MODELS, QWEN } from "./foundry-models.ts";

const { file: FILE } = FOUNDRY_MODELS["qwen2.5-0.5b"];

// The real packages, given the address of the service: the calls that they make are the contract.

describe("foundry-local-sdk 0.5.0 with { serviceUrl }", () => {
  it("lists, finds, and tells where things are", async (test) => {
    const { url } = await startTestService(test, { models: FOUNDRY_MODELS });
    const manager = new FoundryLocalManager({ serviceUrl: url });
    assert.equal(manager.endpoint, `${url}/v1`);
    assert.equal(manager.apiKey, "OPENAI_API_KEY");
    assert.ok((await manager.getCacheLocation()).length > 0);
    const catalog = await manager.listCatalogModels();
    for (const { id, alias, version, deviceType, executionProvider, modelSize, promptTemplate } of catalog) {
      assert.match(id, /:\d+$/);
      assert.equal(id.split(":")[1], version, id);
      assert.equal(id.split(":").length, 2, id);
      assert.ok(alias && deviceType && executionProvider && promptTemplate, id);
      assert.ok(Number.isInteger(modelSize), id);
    }
    for (const name of ["qwen2.5-0.5b", "QWEN2.5-0.5B", "qwen2.5-0.5b-instruct-generic-cpu", QWEN])
      assert.equal((await manager.getModelInfo(name))?.id, QWEN, name);
    assert.equal(await manager.getModelInfo("no-such-model"), null);
    await assert.rejects(manager.getModelInfo("no-such-model", undefined, true), /not found in the catalog/);
    assert.ok((await manager.listCachedModels()).some(({ id }) => id === QWEN));
    assert.equal(await manager.isModelUpgradeable("qwen2.5-0.5b"), false);
    assert.equal((await manager.upgradeModel("qwen2.5-0.5b")).id, QWEN);
    await manager.refreshCatalog();
    assert.equal((await manager.listCatalogModels()).length, catalog.length);
  });

  it("loads and unloads as its own integration test does: a time to live holds until force", async (test) => {
    const { url } = await startTestService(test, { models: FOUNDRY_MODELS });
    const manager = new FoundryLocalManager({ serviceUrl: url });
    const isLoaded = async () => (await manager.listLoadedModels()).some(({ id }) => id === QWEN);
    for (const name of ["qwen2.5-0.5b", QWEN]) {
      const seen: number[] = [];
      await manager.downloadModel(name, undefined, undefined, false, (percent) => seen.push(percent));
      assert.deepEqual(seen, [100]);
      assert.equal((await manager.loadModel(name)).id, QWEN);
      assert.equal(await isLoaded(), true);
      await manager.unloadModel(name, undefined, false);
      assert.equal(await isLoaded(), true);
      await manager.unloadModel(name, undefined, true);
      assert.equal(await isLoaded(), false);
    }
  });

  it("is told what to do about a model that is not downloaded", async (test) => {
    const { url } = await startTestService(test, { models: FOUNDRY_MODELS });
    const manager = new FoundryLocalManager({ serviceUrl: url });
    const catalog = await manager.listCatalogModels();
    const cached = new Set((await manager.listCachedModels()).map(({ id }) => id));
    const missing = catalog.find(({ id }) => !cached.has(id));
    assert.ok(missing);
    await assert.rejects(manager.loadModel(missing.id), /has not been downloaded yet/);
  });

  it("downloads a model from a hub, hears how far it is, and loads it", async (test) => {
    await using hub = await startHub({ repos: [{ id: "someone/far", files: { "far.gguf": readFileSync(FILE) } }] });
    const { url } = await startTestService(test, {
      models: { far: { hub: { repo: "someone/far", file: "far.gguf" } } },
      env: { HF_ENDPOINT: hub.url, HF_TOKEN: "" },
    });
    const manager = new FoundryLocalManager({ serviceUrl: url });
    const isCached = async () => (await manager.listCachedModels()).some(({ alias }) => alias === "far");
    assert.equal(await isCached(), false);
    await assert.rejects(manager.loadModel("far"), /has not been downloaded yet/);
    const seen: number[] = [];
    const { id } = await manager.downloadModel("far", undefined, undefined, false, (percent) => seen.push(percent));
    assert.ok(
      seen.every((percent, index) => percent <= 100 && percent > (seen[index - 1] ?? 0)),
      seen.join(),
    );
    assert.equal(await isCached(), true);
    assert.equal((await manager.loadModel("far")).id, id);
    assert.deepEqual(
      (await manager.listLoadedModels()).map((model) => model.id),
      [id],
    );
  });

  it("streams a chat through the openai package, by alias and by id", async (test) => {
    const { url } = await startTestService(test, { models: FOUNDRY_MODELS });
    const manager = new FoundryLocalManager({ serviceUrl: url });
    const openai = new OpenAI({ baseURL: manager.endpoint, apiKey: manager.apiKey });
    for (const model of ["qwen2.5-0.5b", QWEN]) {
      const stream = await openai.chat.completions.create({
        model,
        messages: [{ role: "user", content: "Why is the sky blue? Keep it brief." }],
        max_tokens: 20,
        stream: true,
      });
      let text = "";
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
      assert.notEqual(text, "");
    }
    assert.deepEqual(
      (await manager.listLoadedModels()).map(({ id }) => id),
      [QWEN],
    );
  });
});

describe("foundry-local-sdk 0.3.1 with { serviceUrl }", () => {
  it("lists, loads, unloads", async (test) => {
    const { url } = await startTestService(test, { models: FOUNDRY_MODELS });
    const manager = new OldManager({ serviceUrl: url });
    assert.equal((await manager.getModelInfo("qwen2.5-0.5b"))?.id, QWEN);
    assert.equal((await manager.getModelInfo(QWEN))?.id, QWEN);
    assert.ok((await manager.listCachedModels()).some(({ id }) => id === QWEN));
    await manager.downloadModel("qwen2.5-0.5b");
    await manager.loadModel("qwen2.5-0.5b", 60);
    assert.deepEqual(
      (await manager.listLoadedModels()).map(({ id }) => id),
      [QWEN],
    );
    await manager.unloadModel("qwen2.5-0.5b", true);
    assert.deepEqual(await manager.listLoadedModels(), []);
    assert.ok((await manager.getCacheLocation()).length > 0);
  });
});
