import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { FoundryLocalManager } from "foundry-local-sdk/browser";
import { AssayError } from "../../src/core/errors.ts";
import { type Clock, systemClock } from "../../src/lib/clock.ts";
import type { DownloadRequest, ModelHost } from "../../src/workbench/model-host/model-host.ts";
import { startTestService, type TestServiceOptions } from "../fixtures/service/start-test-service.ts";
import { FOUNDRY_MODELS, PLAYED_MODELS, QWEN } from "./foundry-models.ts";

async function start(test: TestContext, options: TestServiceOptions = {}) {
  const service = await startTestService(test, { ...options, models: { ...PLAYED_MODELS, ...options.models } });
  const get = async (path: string, init?: RequestInit) => {
    const answer = await fetch(service.url + path, init);
    return {
      status: answer.status,
      type: answer.headers.get("content-type"),
      headers: answer.headers,
      text: await answer.text(),
    };
  };
  return { ...service, get };
}

describe("GET /foundry/list", () => {
  it("has every field of every record in its own type: one that lacks makes the Python client drop the list", async (test) => {
    const { get } = await start(test);
    const records = JSON.parse((await get("/foundry/list")).text);
    assert.ok(Array.isArray(records));
    const types = {
      name: "string",
      displayName: "string",
      providerType: "string",
      uri: "string",
      version: "string",
      modelType: "string",
      promptTemplate: "object",
      publisher: "string",
      task: "string",
      testModel: "boolean",
      runtime: "object",
      fileSizeMb: "number",
      modelSettings: "object",
      alias: "string",
      supportsToolCalling: "boolean",
      license: "string",
      licenseDescription: "string",
      parentModelUri: "string",
    };
    for (const record of records) {
      for (const [name, type] of Object.entries(types))
        assert.equal(typeof record[name], type, `${record.name} ${name}`);
      for (const name of ["maxOutputTokens", "minFLVersion"]) assert.ok(name in record, `${record.name} ${name}`);
      assert.notEqual(record.promptTemplate, null);
      assert.match(record.runtime.deviceType, /^(CPU|GPU|NPU)$/);
      assert.match(record.runtime.executionProvider, /^(CPU|WebGpu)ExecutionProvider$/);
      assert.ok(Number.isInteger(record.fileSizeMb));
      assert.ok(!JSON.stringify(record).includes("file:"), "no path of this machine");
    }
  });

  it("puts the newest version of an alias first, and its default variant before the others", async (test) => {
    const file = FOUNDRY_MODELS["qwen2.5-0.5b"].file;
    const { get } = await start(test, {
      models: {
        old: { variants: { a: { file, id: "old-a", version: 3 }, b: { file, id: "old-b", version: 4 } } },
        same: { defaultVariant: "b", variants: { a: { file }, b: { file } } },
      },
    });
    const records: { name: string; alias: string }[] = JSON.parse((await get("/foundry/list")).text);
    const namesOf = (alias: string) => records.filter((one) => one.alias === alias).map(({ name }) => name);
    assert.match(namesOf("old")[0] ?? "", /:4$/);
    assert.match(namesOf("same")[0] ?? "", /-b-generic-cpu:1$/);
  });

  it("lists what can be had, not what nobody can load", async (test) => {
    const { get } = await start(test, { models: { gone: { file: "gone.gguf" }, nowhere: {} } });
    const { text } = await get("/foundry/list");
    assert.doesNotMatch(text, /"alias":"(gone|nowhere)"/);
    assert.match(text, /"alias":"phi-4-mini"/);
  });
});

describe("GET /openai/load, /openai/unload", () => {
  it("take the name raw and encoded, as alias, id and id:version in any case, with ep empty or set", async (test) => {
    const { get } = await start(test);
    for (const name of [
      QWEN,
      encodeURIComponent(QWEN),
      "qwen2.5-0.5b",
      "Qwen2.5-0.5B-Instruct-Generic-CPU",
      "qwen2.5-0.5b-cpu",
    ]) {
      const loaded = await get(`/openai/load/${name}?ttl=600&ep=`);
      assert.equal(loaded.status, 200, `${name}: ${loaded.text}`);
      assert.equal(loaded.text, "");
      assert.deepEqual(JSON.parse((await get("/openai/loadedmodels")).text), [QWEN]);
      assert.equal((await get(`/openai/unload/${name}?force=true`)).status, 200);
      assert.deepEqual(JSON.parse((await get("/openai/loadedmodels")).text), []);
    }
  });

  it("say that another execution provider is not used, and refuse one that is none", async (test) => {
    const { get } = await start(test);
    assert.match((await get(`/openai/load/${QWEN}?ep=cuda`)).headers.get("assay-warning") ?? "", /ep=cuda is not used/);
    assert.equal((await get(`/openai/load/${QWEN}?ep=cpu`)).headers.get("assay-warning"), null);
    assert.equal((await get(`/openai/load/${QWEN}?ep=nonsense`)).status, 400);
    assert.equal((await get(`/openai/load/${QWEN}?ttl=-1`)).status, 400);
    assert.equal((await get(`/openai/load/${QWEN}?ttl=soon`)).status, 400);
  });

  it("answer 404 in plain text with the words that clients look for, and load nothing for HEAD", async (test) => {
    const { get } = await start(test);
    for (const name of ["phi-4-mini", "no-such-model", "../../etc/passwd", "%2e%2e%2fsecret.gguf"]) {
      const { status, text, type } = await get(`/openai/load/${encodeURIComponent(name)}?ttl=600`);
      assert.equal(status, 404, `${name}: ${text}`);
      assert.match(text, /^No OpenAIService provider found for modelName: /);
      assert.match(type ?? "", /^text\/plain/);
    }
    assert.equal((await get(`/openai/load/${QWEN}`, { method: "HEAD" })).status, 405);
    assert.deepEqual(JSON.parse((await get("/openai/loadedmodels")).text), []);
  });

  it("unload everything at once", async (test) => {
    const { get } = await start(test);
    await get(`/openai/load/${QWEN}?ttl=600`);
    assert.equal((await get("/openai/unloadall")).status, 200);
    assert.deepEqual(JSON.parse((await get("/openai/loadedmodels")).text), []);
  });
});

describe("the v1.x routes", () => {
  it("load and unload in their own words", async (test) => {
    const { get } = await start(test);
    const name = encodeURIComponent(QWEN);
    assert.deepEqual(JSON.parse((await get(`/models/load/${name}`)).text), { status: "loaded" });
    assert.deepEqual(JSON.parse((await get(`/models/load/${name}`)).text), { status: "already_loaded" });
    assert.deepEqual(JSON.parse((await get("/models/loaded")).text), [QWEN]);
    assert.deepEqual(JSON.parse((await get(`/models/unload/${name}`)).text), { status: "unloaded" });
    assert.deepEqual(JSON.parse((await get(`/models/unload/${name}`)).text), { status: "not_loaded" });
  });

  it("unload what was loaded with a time to live: here nobody can say force", async (test) => {
    const { get } = await start(test);
    await get(`/openai/load/${QWEN}?ttl=600`);
    assert.deepEqual(JSON.parse((await get(`/models/unload/${QWEN}`)).text), { status: "unloaded" });
    assert.deepEqual(JSON.parse((await get("/models/loaded")).text), []);
  });

  it("say what is wrong as the core does", async (test) => {
    const { get } = await start(test);
    const unknown = await get("/models/load/no-such-model");
    assert.equal(unknown.status, 404);
    assert.match(JSON.parse(unknown.text).error.message, /^Model not found: No model matching 'no-such-model'/);
    assert.equal((await get("/models/unload/no-such-model")).status, 404);
    const missing = await get("/models/load/phi-4-mini");
    assert.equal(missing.status, 400);
    assert.match(JSON.parse(missing.text).error.message, /^Model not cached: Model must be downloaded before loading/);
  });

  it("stop the service after the answer has gone out", async (test) => {
    let stopped = 0;
    const { get } = await start(test, { context: { shutdown: () => void stopped++ } });
    assert.equal((await get("/shutdown")).status, 405);
    assert.equal(stopped, 0);
    const answer = await get("/shutdown", { method: "POST" });
    assert.deepEqual(JSON.parse(answer.text), { status: "shutting_down" });
    assert.equal(stopped, 1);
    const { endpoints, pid } = JSON.parse((await get("/status")).text);
    assert.equal(pid, process.pid);
    assert.match(endpoints[0], /^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe("POST /openai/download", () => {
  type OnRatio = (progress: { readonly file: string; readonly ratio: number }) => void;

  /** A service whose downloads `download` plays; every name is a model that is not here. */
  async function startWith(
    test: TestContext,
    download: (options: DownloadRequest & { readonly onProgress: OnRatio }, name: string) => Promise<void>,
    clock = systemClock,
  ) {
    const host: Partial<ModelHost> = {
      listModels: async () => [
        {
          alias: "far",
          id: "far",
          servedName: "far-generic-cpu:1",
          origin: "project",
          isDefault: true,
          state: "downloadable",
        },
      ],
      async download(name, options = {}) {
        const onProgress: OnRatio = ({ file, ratio }) => {
          options.onEvent?.({ type: "started", file, sizeBytes: 1e6, resumedBytes: 0 });
          options.onEvent?.({ type: "progress", doneBytes: ratio * 1e6, totalBytes: 1e6 });
        };
        await download({ ...options, onProgress }, name);
        return { path: "", files: [], bytes: 1e6, alreadyThere: false };
      },
    };
    return await start(test, { context: { host: host as ModelHost, clock } });
  }

  it("sends lines and then the JSON in a piece of its own, so that the JavaScript client finds it, 20 times of 20", async (test) => {
    const { url } = await startWith(test, async ({ onProgress }) => {
      for (const ratio of [0.1, 0.55, 1]) onProgress({ file: "model.gguf", ratio });
    });
    for (let time = 0; time < 20; time++) {
      const seen: number[] = [];
      const manager = new FoundryLocalManager({ serviceUrl: url });
      await manager.downloadModel("far", undefined, undefined, false, (percent) => seen.push(percent));
      assert.deepEqual(seen, [10, 100]);
    }
  });

  it("writes the lines that the C# client looks for", async (test) => {
    const { get } = await startWith(test, async ({ onProgress }) => onProgress({ file: "a\nb.gguf", ratio: 0.4567 }));
    const body = JSON.stringify({ model: { Name: "far" }, IgnorePipeReport: true });
    const { text, type, status } = await get("/openai/download", { method: "POST", body, headers: JSON_TYPE });
    assert.equal(status, 200);
    assert.match(type ?? "", /^text\/plain/);
    assert.deepEqual(text.split("\n"), [
      "Total 45.67% Downloading a b.gguf",
      "Total 100.00% Downloading a b.gguf",
      "[DONE] All Completed!",
      '{"success":true,"errorMessage":null}',
    ]);
  });

  it("waits at least 20 ms before the JSON, and before a line that would merge with the one before", async (test) => {
    const waits: number[] = [];
    const clock: Clock = { now: () => 0, sleep: async (ms) => void waits.push(ms) };
    const { get } = await startWith(
      test,
      async ({ onProgress }) => {
        for (const ratio of [0.1, 0.2, 0.3]) onProgress({ file: "a.gguf", ratio });
      },
      clock,
    );
    const body = JSON.stringify({ model: { Name: "far" } });
    const { text } = await get("/openai/download", { method: "POST", body, headers: JSON_TYPE });
    assert.deepEqual(text.match(/\d+\.\d+%/g), ["10.00%", "100.00%"]);
    assert.equal(waits.length, 2);
    assert.ok(
      waits.every((ms) => ms >= 20),
      waits.join(),
    );
  });

  it("reads keys in any case, and hands over name and token", async (test) => {
    const asked: unknown[] = [];
    const { get } = await startWith(test, async ({ token }, name) => void asked.push([name, token]));
    for (const body of [
      { model: { Name: "far" }, token: "t" },
      { Model: { name: "far", Uri: "azureml://x" }, Token: null },
      { MODEL: { PATH: "far" } },
    ])
      await get("/openai/download", { method: "POST", body: JSON.stringify(body), headers: JSON_TYPE });
    assert.deepEqual(asked, [
      ["far", "t"],
      ["far", undefined],
      ["far", undefined],
    ]);
  });

  it("tells a failure in the JSON, for every client under the name it reads", async (test) => {
    const { get, url } = await startWith(test, async () => {
      throw new AssayError({ code: "access-denied", message: "Cannot download", hint: "accept the licence" });
    });
    const body = JSON.stringify({ model: { Name: "far" } });
    const { text, status } = await get("/openai/download", { method: "POST", body, headers: JSON_TYPE });
    assert.equal(status, 200);
    const result = JSON.parse(text.split("\n").at(-1) ?? "");
    assert.equal(result.success, false);
    assert.match(result.errorMessage, /Cannot download.*accept the licence/);
    assert.equal(result.error, result.errorMessage);
    const manager = new FoundryLocalManager({ serviceUrl: url });
    await assert.rejects(manager.downloadModel("far"), /accept the licence/);
  });

  it("refuses a folder of its own and a body without a model", async (test) => {
    const { get } = await startWith(test, async () => {});
    const post = (body: object) =>
      get("/openai/download", { method: "POST", body: JSON.stringify(body), headers: JSON_TYPE });
    assert.match((await post({ model: { name: "far" }, customDirPath: "/tmp" })).text, /"success":false/);
    assert.match((await post({ model: {} })).text, /"success":false/);
    assert.equal((await post({})).status, 400);
    assert.equal((await post({ model: "far" })).status, 400);
  });

  it("stops the download when the client goes away", async (test) => {
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { url } = await startWith(test, async ({ signal }) => {
      begin();
      signal?.addEventListener("abort", () => resolve());
      await aborted;
    });
    const client = new AbortController();
    const body = JSON.stringify({ model: { Name: "far" } });
    const asked = fetch(`${url}/openai/download`, { method: "POST", body, headers: JSON_TYPE, signal: client.signal })
      .then((answer) => answer.text())
      .catch(() => {});
    await begun;
    client.abort();
    await aborted;
    await asked;
  });
});

describe("the other routes", () => {
  it("count the tokens of a prompt", async (test) => {
    const { get, url } = await start(test, { models: FOUNDRY_MODELS });
    const request = { model: "qwen2.5-0.5b", messages: [{ role: "user", content: "Hello" }], max_tokens: 1 };
    const body = JSON.stringify(request);
    const count = await get("/v1/chat/completions/tokenizer/encode/count", {
      method: "POST",
      body,
      headers: JSON_TYPE,
    });
    assert.equal(count.status, 200, count.text);
    const answer = await fetch(`${url}/v1/chat/completions`, { method: "POST", body, headers: JSON_TYPE });
    const { usage } = (await answer.json()) as { usage: { prompt_tokens: number } };
    assert.deepEqual(JSON.parse(count.text), { tokenCount: usage.prompt_tokens });
  });

  it("know one GPU number, and say how to register a provider", async (test) => {
    const { get } = await start(test);
    assert.equal((await get("/openai/getgpudevice")).text, "0");
    assert.equal((await get("/openai/setgpudevice/0")).status, 200);
    assert.equal((await get("/openai/setgpudevice/1")).status, 400);
    const { status, text } = await get("/openai/register", { method: "POST", body: "{}", headers: JSON_TYPE });
    assert.equal(status, 501);
    assert.match(text, /models\.json/);
  });

  it("are refused to pages of other sites, those of localhost included", async (test) => {
    const { get } = await start(test);
    for (const path of [
      "/openai/status",
      "/foundry/list",
      "/openai/unloadall",
      "/models/loaded",
      "/status",
      `/openai/load/${QWEN}`,
    ])
      for (const headers of [
        { origin: "http://localhost:3000" },
        { "sec-fetch-site": "cross-site" },
        { origin: "null" },
      ])
        assert.equal((await get(path, { headers: { ...headers } })).status, 403, path);
    assert.deepEqual(JSON.parse((await get("/openai/loadedmodels")).text), []);
  });

  it("stand in the OpenAPI document", async (test) => {
    const { get } = await start(test);
    const { paths } = JSON.parse((await get("/openapi.json")).text);
    for (const path of ["/foundry/list", "/openai/download", "/models/loaded"]) assert.ok(path in paths, path);
  });
});

const JSON_TYPE = { "content-type": "application/json" };
