import assert from "node:assert/strict";
import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type CatalogModelReport, catalogSchema } from "../../src/wire/assay/catalog.ts";
import { downloadEventSchema } from "../../src/wire/assay/download-model.ts";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { startHub } from "../fixtures/hub/start-hub.ts";
import { ask } from "../fixtures/service/ask.ts";
import { startTestService, type TestServiceOptions } from "../fixtures/service/start-test-service.ts";

const REPO = "assay/notes-mini-GGUF";
const FILE = "assay-notes-mini-q8_0.gguf";
const TO_DOWNLOAD = { hub: { repo: REPO, file: FILE }, sizeBytes: 6_268_224, licence: "cc-by-nc-4.0" };

function start(context: TestContext, options: TestServiceOptions = {}) {
  const process = { identity: { settings: {} } as ServiceIdentity, isStopping: () => false, stop: async () => {} };
  return startTestService(context, { process, ...options });
}

async function readCatalog(url: string): Promise<ReadonlyMap<string, CatalogModelReport>> {
  const { body, status } = await ask(`${url}/assay/v1/catalog`, "GET");
  assert.equal(status, 200, JSON.stringify(body));
  return new Map(catalogSchema.parse(body).models.map((model) => [model.id, model]));
}

test("the catalogue says of each model what it is, whether it is here and whether it fits", async (context) => {
  const models = {
    far: { endpoint: { baseUrl: "http://127.0.0.1:9/v1", model: "far" } },
    later: TO_DOWNLOAD,
    huge: { ...TO_DOWNLOAD, sizeBytes: 9e14 },
    gone: { file: "./none.gguf" },
    broken: { file: "./broken.gguf" },
  };
  const { url, folder } = await start(context, { models });
  writeFileSync(join(folder, "broken.gguf"), "no model at all");
  const found = await readCatalog(url);
  const mini = found.get("notes-mini:q8_0");
  assert.deepEqual(
    [mini?.state, mini?.task, mini?.origin, mini?.licenceClass, mini?.isDefault, mini?.hasTemplate, mini?.problem],
    ["ready", "chat-completion", "built-in", "commercial", true, true, undefined],
  );
  assert.deepEqual([mini?.sizeBytes, mini?.trainedContextTokens, mini?.contextTokens], [6_268_224, 1024, 1024]);
  const { fits, isEstimate, requiredBytes = 0, availableBytes = 0 } = mini?.fit ?? {};
  assert.ok(fits && !isEstimate && requiredBytes > 6_268_224 && requiredBytes < availableBytes);
  assert.deepEqual([found.get("far")?.state, found.get("far")?.fit], ["remote", undefined]);
  const later = found.get("later");
  assert.deepEqual([later?.state, later?.fit?.isEstimate, later?.fit?.fits], ["downloadable", true, true]);
  assert.deepEqual([later?.commercialUse, later?.licenceClass, later?.problem], [false, "research-only", undefined]);
  assert.equal(found.get("huge")?.fit?.fits, false);
  assert.match(found.get("huge")?.fit?.because ?? "", /memory/);
  assert.deepEqual([found.get("gone")?.state, found.get("gone")?.problem?.code], ["missing", "model-missing"]);
  assert.deepEqual([found.get("broken")?.state, found.get("broken")?.problem?.code], ["ready", "model-invalid"]);
});

test("a file that changes is looked at again", async (context) => {
  const { url, folder } = await start(context, { models: { mine: { file: "./mine.gguf" } } });
  writeFileSync(join(folder, "mine.gguf"), "no model");
  assert.equal((await readCatalog(url)).get("mine")?.problem?.code, "model-invalid");
  copyFileSync("models/assay-notes-micro-q4_0.gguf", join(folder, "mine.gguf"));
  assert.equal((await readCatalog(url)).get("mine")?.problem, undefined);
});

test("a download tells its bytes, and goes on where it was stopped", async (context) => {
  await using hub = await startHub();
  hub.faults.set(FILE, { type: "stall", afterBytes: 1_000_000 });
  const { url } = await start(context, {
    models: { later: TO_DOWNLOAD },
    env: { HF_ENDPOINT: hub.url },
  });
  const leave = new AbortController();
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: '{"model":"later"}' };
  const cut = await fetch(`${url}/assay/v1/models/download`, { ...request, signal: leave.signal });
  await assert.rejects(async () => {
    for await (const line of readLines(cut)) if (line.type === "progress" && line.doneBytes > 0) leave.abort();
  });
  hub.faults.clear(FILE);
  const events = await Array.fromAsync(readLines(await fetch(`${url}/assay/v1/models/download`, request)));
  const started = events.find((event) => event.type === "started");
  assert.ok(started && started.resumedBytes > 0, JSON.stringify(events));
  assert.deepEqual(events.at(-1), { type: "downloaded", name: "later", bytes: 6_268_224, alreadyThere: false });
  assert.equal((await readCatalog(url)).get("later")?.state, "ready");
});

test("only what the catalogue names is downloaded", async (context) => {
  const { url, folder } = await start(context, { models: { here: { script: { tokens: [] } } } });
  const download = (body: unknown) => ask(`${url}/assay/v1/models/download`, "POST", body);
  for (const model of [REPO, "https://127.0.0.1:9/a.gguf", "../../etc/passwd", join(folder, "a.gguf"), "none"]) {
    const { status, body } = await download({ model });
    assert.deepEqual([status, body.error.code], [404, "model_not_found"], model);
  }
  for (const body of [{}, { model: 3 }, { model: "" }, { model: "x".repeat(501) }, { model: "here", token: "t" }, []])
    assert.equal((await download(body)).status, 400, JSON.stringify(body));
  const { text } = await download({ model: "here" });
  assert.match(text, /^\{"type":"failed","error":\{"code":"unsupported"/);
  assert.equal(existsSync(join(folder, "a.gguf")), false);
});

test("no page but our own sees the catalogue or downloads", async (context) => {
  const { url } = await start(context);
  const session = { "assay-session": "test" };
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "https://evil.example", ...session },
    { origin: url },
  ]) {
    const catalog = await ask(`${url}/assay/v1/catalog`, "GET", undefined, headers);
    const download = await ask(`${url}/assay/v1/models/download`, "POST", { model: "notes-mini" }, headers);
    assert.deepEqual([catalog.status, download.status], [403, 403]);
  }
  assert.equal((await ask(`${url}/assay/v1/catalog`, "GET", undefined, { origin: url, ...session })).status, 200);
});

async function* readLines(response: Response) {
  let text = "";
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (text + piece).split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) yield downloadEventSchema.parse(JSON.parse(line));
  }
}

test("the catalogue tells what was measured apart from what is claimed, and whether it still holds", async (context) => {
  const evidence = {
    task: "summary",
    value: 0.9,
    low: 0.8,
    high: 0.95,
    level: 0.95,
    n: 12,
    floor: 0.7,
    source: "facets",
    run: "2026-03-14T09-31-07-made-up",
    date: "2026-03-14",
    model: "42963f1b7985ba7906674b1e989c5c316f716066a89664cddb7a8e037bd05599",
    prompts: "0".repeat(64),
    machine: "linux x64, 8 threads of AMD Ryzen 7 7840U, 16 GiB",
    assayVersion: "0.1.0",
  };
  const mine = { file: "./mine.gguf", capabilities: ["chat", "summary"], measured: [evidence] };
  const { url, folder } = await start(context, { models: { mine } });
  const read = async (file: string) => {
    copyFileSync(file, join(folder, "mine.gguf"));
    const model = (await readCatalog(url)).get("mine");
    return model?.measured?.map(({ task, n, isStale }) => [task, n, isStale]);
  };
  assert.deepEqual(await read("models/assay-notes-micro-q4_0.gguf"), [["summary", 12, false]]);
  assert.deepEqual(await read("models/assay-notes-micro-q8_0.gguf"), [["summary", 12, true]]);
});
