import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import type { ChatRequest } from "../../src/core/chat-model.ts";
import { PAGE_HEADERS } from "../../src/service/pages/page-headers.ts";
import type { PageDevice, PageModel } from "../../web/page-models/page-model.ts";
import { skipWithoutChromium } from "../chromium.ts";
import { openModelPage } from "./open-model-page.ts";
import { openPages } from "./open-pages.ts";
import { microGguf, microOnnx } from "./shipped-page-models.ts";
import { bundleScripts, describeFiles } from "./start-model-server.ts";

type Entry = typeof import("./page-models-entry.ts");

const PROMPT = "Tell a story about local models.";
const ANSWER = "A token is a piece of text, often part of a word. A model reads and writes tokens one after another.";
const one: PageDevice = { type: "wasm", threads: 1 };
const bytesOf = ({ files }: PageModel) => files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

interface Asked {
  readonly model: PageModel;
  readonly device: PageDevice;
  readonly request?: Partial<ChatRequest> | undefined;
  readonly keep?: boolean | undefined;
}

/** Opens a model in a page, asks it once and lets it go. */
function ask(page: Page, { model, device, request = {}, keep }: Asked) {
  const asked = { messages: [{ role: "user" as const, content: PROMPT }], temperature: 0, maxTokens: 32, ...request };
  return page.evaluate(
    async ({ model, device, asked, keep }) => {
      const { openPageModel } = (await import("/entry.js" as string)) as Entry;
      const progress: string[] = [];
      const loaded = await openPageModel(model, {
        device,
        ...(keep === undefined ? {} : { keep }),
        onProgress: (at) => progress.push(at.phase),
      }).catch((error) => ({ failed: { code: error.code, message: error.message, hint: error.hint } }));
      if ("failed" in loaded) return loaded;
      let text = "";
      const events = await Array.fromAsync(loaded.chat?.chat(asked) ?? []);
      for (const event of events) if (event.type === "text-delta") text += event.text;
      const finish = events.find((event) => event.type === "finish");
      await loaded[Symbol.asyncDispose]();
      return { text, finish, events, info: loaded.info, figures: loaded.figures, phases: [...new Set(progress)] };
    },
    { model, device, asked, keep },
  );
}

/** Bytes of models in the browser's storage, those of unfinished downloads too. */
function storedBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { listStoredModels } = (await import("/entry.js" as string)) as Entry;
    return (await listStoredModels()).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  });
}

function answered(result: Awaited<ReturnType<typeof ask>>) {
  if ("failed" in result) assert.fail(JSON.stringify(result.failed));
  return result;
}

describe("a model in the page", { skip: skipWithoutChromium }, () => {
  for (const [model, device] of [
    [microOnnx, one],
    [microOnnx, { type: "wasm", threads: 2 }],
    [microGguf, one],
    [microGguf, { type: "wasm", threads: 2 }],
  ] as const)
    it(`answers as in Node: ${model.format}, ${device.threads} threads`, async (test) => {
      const { page, noise } = await openModelPage(test);
      const { text, finish, info, figures, phases } = answered(await ask(page, { model, device }));
      assert.equal(text, ANSWER);
      assert.deepEqual([finish?.reason, finish?.usage.promptTokens, info.threads], ["stop", 20, device.threads]);
      assert.equal(figures.downloadedBytes, bytesOf(model));
      assert.deepEqual(phases, ["download", "load", "warm-up"]);
      assert.deepEqual(noise, []);
    });

  it("answers on WebGPU as on the processor, and says where a graphics card lacks numbers of 16 bits", async (test) => {
    const { page } = await openModelPage(test, { flags: ["--enable-unsafe-webgpu"] });
    const gpu: PageDevice = { type: "webgpu" };
    const { text, info } = answered(await ask(page, { model: microOnnx, device: gpu, request: { maxTokens: 6 } }));
    assert.equal(info.device, "gpu");
    assert.ok(text.length > 10 && ANSWER.startsWith(text), text);
    const { gpu: probe } = await page.evaluate(async () => {
      const { readBrowserDevice } = (await import("/entry.js" as string)) as Entry;
      return readBrowserDevice();
    });
    const result = await ask(page, { model: microGguf, device: gpu, request: { maxTokens: 6 } });
    if (probe.isAvailable && probe.hasHalfPrecision) assert.equal(answered(result).info.device, "gpu");
    else
      assert.ok(
        "failed" in result && result.failed.code === "device-absent" && /shader-f16/.test(result.failed.message),
      );
  });

  it("says that there is no graphics card, and runs on the processor then", async (test) => {
    const { page } = await openModelPage(test);
    const result = await ask(page, { model: microOnnx, device: { type: "webgpu" } });
    assert.ok("failed" in result);
    assert.equal(result.failed.code, "device-absent");
    const opened = await page.evaluate(async (model) => {
      const { openOnBestDevice, readBrowserDevice } = (await import("/entry.js" as string)) as Entry;
      const first = await openOnBestDevice(model, {});
      await first.loaded[Symbol.asyncDispose]();
      const again = await openOnBestDevice(model, {});
      const { gpu, advice } = await readBrowserDevice();
      return { first: first.device, again: again.device, measured: again.loaded.figures.msPerToken, gpu, advice };
    }, microOnnx);
    assert.equal(opened.first.type, "wasm");
    assert.deepEqual([opened.again, opened.measured], [opened.first, undefined], "what was measured is remembered");
    assert.equal(opened.gpu.isAvailable, false);
    assert.ok(opened.advice.some((sentence) => sentence.includes("--enable-unsafe-webgpu")));
  });

  it("loads a model after another one failed to load", async (test) => {
    const broken = describeFiles(
      { name: "broken", format: "onnx", digest: "b1" },
      Object.fromEntries(microOnnx.files.map(({ name }) => [name, "test/fixtures/onnx/assay-notes-micro/config.json"])),
    );
    const files = Object.fromEntries(
      broken.files.map(({ name }) => [`b1/${name}`, "test/fixtures/onnx/assay-notes-micro/config.json"]),
    );
    const noGguf = describeFiles({ name: "no-gguf", format: "gguf", digest: "b2" }, { "x.gguf": "package.json" });
    const { page } = await openModelPage(test, { files: { ...files, "b2/x.gguf": "package.json" } });
    for (const model of [broken, noGguf]) {
      const result = await ask(page, { model, device: one });
      assert.ok("failed" in result);
      assert.equal(result.failed.code, "model-invalid", result.failed.message);
      assert.ok(result.failed.hint);
    }
    for (const model of [microOnnx, microGguf])
      assert.equal(answered(await ask(page, { model, device: one })).text, ANSWER);
  });

  it("says that the memory is not enough", async (test) => {
    const { page } = await openModelPage(test, { flags: ["--js-flags=--wasm-max-mem-pages=300"] });
    for (const model of [microOnnx, microGguf]) {
      const result = await ask(page, { model, device: one });
      assert.ok("failed" in result);
      assert.equal(result.failed.code, "out-of-memory", result.failed.message);
    }
  });
});

it("a page runs the models that the service offers", { skip: skipWithoutChromium }, async (test) => {
  const { page, open, noise } = await openPages(test, {
    models: { graph: { file: resolve("test/fixtures/onnx/assay-notes-micro/onnx/model.onnx") } },
  });
  const script = (await bundleScripts({ "/entry.js": "test/pages/page-models-entry.ts" })).get("/entry.js") ?? "";
  await page.route("**/entry.js", (route) =>
    route.fulfill({ body: script, contentType: "text/javascript", headers: PAGE_HEADERS }),
  );
  await open("lab");
  const texts = await page.evaluate(async (content) => {
    const entry = (await import("/entry.js" as string)) as Entry;
    const found: Record<string, string> = {};
    for (const name of ["graph", "notes-micro:q4_0"])
      for (const model of await entry.listPageModels(name)) {
        const device = { type: "wasm", threads: 1 } as const;
        await using loaded = await entry.openPageModel(model, { device, headers: await entry.sessionHeaders() });
        const request = { messages: [{ role: "user" as const, content }], temperature: 0, maxTokens: 12 };
        for await (const event of loaded.chat?.chat(request) ?? [])
          if (event.type === "text-delta") found[name] = (found[name] ?? "") + event.text;
      }
    return found;
  }, PROMPT);
  assert.ok(texts.graph && ANSWER.startsWith(texts.graph), texts.graph);
  assert.ok((texts["notes-micro:q4_0"]?.length ?? 0) > 20);
  assert.deepEqual(noise, []);
});

describe("files of a model in the page", { skip: skipWithoutChromium }, () => {
  it("come from the browser's storage the second time, though the service gives no more of them", async (test) => {
    const { page, server } = await openModelPage(test);
    answered(await ask(page, { model: microOnnx, device: one }));
    server.fault = { afterBytes: 0, type: "cut" };
    await page.reload();
    const { text, figures } = answered(await ask(page, { model: microOnnx, device: one }));
    assert.deepEqual([text, figures.downloadedBytes, server.modelBytes], [ANSWER, 0, bytesOf(microOnnx)]);
  });

  it("go on where a download was cut, and where a tab was closed during it", async (test) => {
    const { page, context, server } = await openModelPage(test);
    server.fault = { afterBytes: 500_000, type: "cut" };
    const cut = await ask(page, { model: microGguf, device: one });
    assert.ok("failed" in cut);
    assert.equal(cut.failed.code, "download-failed", cut.failed.message);
    server.fault = { afterBytes: 300_000, type: "stall" };
    const closing = await context.newPage();
    await closing.goto(server.url);
    const asked = ask(closing, { model: microGguf, device: one }).catch(() => "closed");
    // What was sent may still be on its way: only what is stored can be gone on with.
    while (server.modelBytes < 800_000 || (await storedBytes(page)) < 100_000) await closing.waitForTimeout(20);
    await closing.close();
    assert.equal(await asked, "closed");
    server.fault = undefined;
    assert.equal(answered(await ask(page, { model: microGguf, device: one })).text, ANSWER);
    assert.ok(server.lastStart > 0, "what was there is not asked for again");
  });

  it("are downloaded once for two tabs at once", async (test) => {
    const { page, context, server } = await openModelPage(test);
    const other = await context.newPage();
    await other.goto(server.url);
    const both = await Promise.all([page, other].map((tab) => ask(tab, { model: microOnnx, device: one })));
    assert.deepEqual(
      both.map((result) => answered(result).text),
      [ANSWER, ANSWER],
    );
    assert.equal(server.modelBytes, bytesOf(microOnnx));
  });

  it("are listed and removed", async (test) => {
    const { page } = await openModelPage(test);
    answered(await ask(page, { model: microOnnx, device: one }));
    const [before, after] = await page.evaluate(async (digest) => {
      const { listStoredModels, removeStoredModel } = (await import("/entry.js" as string)) as Entry;
      const before = await listStoredModels();
      await removeStoredModel(digest);
      return [before, await listStoredModels()];
    }, microOnnx.digest);
    const [stored] = before ?? [];
    assert.deepEqual([stored?.name, stored?.digest, stored?.isComplete], ["micro-onnx", "o1", true]);
    assert.ok((stored?.sizeBytes ?? 0) >= bytesOf(microOnnx));
    assert.deepEqual(after, []);
  });

  it("are refused where the storage is full, and loaded without being kept", async (test) => {
    const { page, server } = await openModelPage(test);
    const session = await page.context().newCDPSession(page);
    await session.send("Storage.overrideQuotaForOrigin", { origin: server.url, quotaSize: 1_000_000 });
    const full = await ask(page, { model: microGguf, device: one });
    assert.ok("failed" in full);
    assert.equal(full.failed.code, "storage-failed", full.failed.message);
    assert.equal(answered(await ask(page, { model: microGguf, device: one, keep: false })).text, ANSWER);
  });

  it("are not taken when their digest is another one", async (test) => {
    const { page } = await openModelPage(test);
    const [file] = microGguf.files;
    const other: PageModel = { ...microGguf, digest: "g1", files: [{ ...file, digest: "0".repeat(64) }] };
    for (const keep of [true, false]) {
      const result = await ask(page, { model: other, device: one, keep });
      assert.ok("failed" in result);
      assert.equal(result.failed.code, "download-failed", result.failed.message);
    }
  });
});
