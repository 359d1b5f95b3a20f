import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pageModelsSchema } from "../../src/wire/assay/page-models.ts";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { ask } from "../fixtures/service/ask.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const MICRO = "models/assay-notes-micro-q4_0.gguf";

async function start(context: TestContext, models: Readonly<Record<string, object>> = {}) {
  const process = { identity: { settings: {} } as ServiceIdentity, isStopping: () => false, stop: async () => {} };
  const service = await startTestService(context, { process, models });
  const list = async (query = "") => {
    const { body, status, text } = await ask(`${service.url}/assay/v1/page-models${query}`, "GET");
    assert.equal(status, 200, text);
    return pageModelsSchema.parse(body).models;
  };
  return { ...service, list };
}

test("models that a page can run are listed with all that it takes", async (context) => {
  const { list, folder } = await start(context, {
    damaged: { file: "./damaged.gguf" },
    far: { endpoint: { baseUrl: "http://127.0.0.1:9/v1", model: "far" } },
    net: { file: "./net/onnx/model.onnx" },
  });
  writeFileSync(join(folder, "damaged.gguf"), "no model");
  mkdirSync(join(folder, "net", "onnx"), { recursive: true });
  writeFileSync(join(folder, "net", "onnx", "model.onnx"), "graph");
  writeFileSync(join(folder, "net", "tokenizer.json"), "{}");
  writeFileSync(join(folder, "net", "config.json"), '{"model_type":"llama","max_position_embeddings":512}');
  writeFileSync(join(folder, "net", "secret.txt.key"), "not of the model");
  const found = await list();
  const micro = found.find(({ id }) => id === "notes-micro:q4_0");
  const digest = createHash("sha256").update(readFileSync(MICRO)).digest("hex");
  assert.deepEqual(
    [micro?.format, micro?.task, micro?.digest, micro?.contextTokens],
    ["gguf", "chat-completion", digest, 1024],
  );
  assert.ok(micro?.chatTemplate?.includes("{"));
  assert.deepEqual(micro?.files, [
    {
      name: "assay-notes-micro-q4_0.gguf",
      url: `/assay/v1/page-models/${digest}/assay-notes-micro-q4_0.gguf`,
      sizeBytes: 1_130_272,
      digest,
    },
  ]);
  const net = found.find(({ id }) => id === "net");
  assert.deepEqual(
    net?.files.map(({ name }) => name),
    ["onnx/model.onnx", "config.json", "tokenizer.json"],
  );
  assert.ok(!found.some(({ id }) => ["damaged", "far"].includes(id)));
  assert.deepEqual(
    (await list("?model=notes-micro:q4_0")).map(({ id }) => id),
    ["notes-micro:q4_0"],
  );
});

test("a file comes whole, in parts, and not again where it is known", async (context) => {
  const { url, list } = await start(context);
  const [model] = await list("?model=notes-micro:q4_0");
  const address = url + (model?.files[0]?.url ?? "");
  const content = readFileSync(MICRO);
  const get = (headers: Record<string, string> = {}, method = "GET") => fetch(address, { method, headers });
  const whole = await get();
  assert.ok(Buffer.from(await whole.arrayBuffer()).equals(content));
  const etag = `"${model?.digest}"`;
  for (const [name, value] of Object.entries({
    etag,
    "cache-control": "public, max-age=31536000, immutable",
    "cross-origin-resource-policy": "same-origin",
    "accept-ranges": "bytes",
    "content-length": String(content.length),
  }))
    assert.equal(whole.headers.get(name), value);
  for (const [range, start, end] of [
    ["bytes=0-3", 0, 4],
    ["bytes=1000000-", 1_000_000, content.length],
    ["bytes=-7", content.length - 7, content.length],
  ] as const) {
    const part = await get({ range });
    assert.equal(part.status, 206);
    assert.equal(part.headers.get("content-range"), `bytes ${start}-${end - 1}/${content.length}`);
    assert.ok(Buffer.from(await part.arrayBuffer()).equals(content.subarray(start, end)), range);
  }
  assert.equal((await get({ range: `bytes=${content.length}-` })).status, 416);
  assert.equal((await get({ range: "bytes=0-1", "if-range": '"other"' })).status, 200);
  assert.equal((await get({ range: "bytes=0-1", "if-range": etag })).status, 206);
  assert.equal((await get({ "if-none-match": etag })).status, 304);
  const head = await get({}, "HEAD");
  assert.deepEqual([head.status, head.headers.get("content-length")], [200, String(content.length)]);
});

test("nothing but what is listed is sent, and nothing that has changed since", async (context) => {
  const { url, list, folder } = await start(context, { mine: { file: "./mine.gguf" } });
  copyFileSync(MICRO, join(folder, "mine.gguf"));
  const [model] = await list("?model=mine");
  const base = `${url}/assay/v1/page-models`;
  for (const path of [
    `${model?.digest}/models.json`,
    `${model?.digest}/..%2fmodels.json`,
    `${model?.digest}/%2e%2e/models.json`,
    `${model?.digest}/${encodeURIComponent(join(folder, "models.json"))}`,
    `${"0".repeat(64)}/mine.gguf`,
    "..%2f..%2fetc/passwd",
    "short/mine.gguf",
  ])
    assert.ok([400, 404].includes((await ask(`${base}/${path}`, "GET")).status), path);
  for (const query of ["?model=", "?model=../../x.gguf", "?model=none", "?other=1"])
    assert.ok([400, 404].includes((await ask(`${base}${query}`, "GET")).status), query);
  copyFileSync("models/assay-notes-micro-q8_0.gguf", join(folder, "mine.gguf"));
  assert.equal((await ask(url + (model?.files[0]?.url ?? ""), "GET")).status, 404);
  for (const headers of [{ origin: "https://evil.example", "assay-session": "test" }, { origin: url }] as Record<
    string,
    string
  >[])
    for (const path of ["", `/${model?.digest}/mine.gguf`])
      assert.equal((await ask(base + path, "GET", undefined, headers)).status, 403);
});
