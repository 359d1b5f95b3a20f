import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import type { ChatRequest } from "../../src/core/chat-model.ts";
import type { PageDevice, PageModel } from "../../web/page-models/page-model.ts";
import { chromiumPath, QUIET_FLAGS, skipWithoutChromium } from "../chromium.ts";
import { describeFiles, type ModelServer, startModelServer } from "./start-model-server.ts";

const MICRO = "test/fixtures/onnx/assay-notes-micro";
const ONNX_FILES = Object.fromEntries(
  ["onnx/model.onnx", "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json"].map(
    (name) => [name, `${MICRO}/${name}`],
  ),
);
const GGUF_FILES = { "assay-notes-micro-q8_0.gguf": "models/assay-notes-micro-q8_0.gguf" };
const onnx = describeFiles({ name: "micro-onnx", format: "onnx", digest: "o1" }, ONNX_FILES);
const gguf = describeFiles({ name: "micro-gguf", format: "gguf", digest: "g1" }, GGUF_FILES);
const SERVED = Object.fromEntries([
  ...Object.entries(ONNX_FILES).map(([name, path]) => [`o1/${name}`, path]),
  ...Object.entries(GGUF_FILES).map(([name, path]) => [`g1/${name}`, path]),
]);

const PROMPT = "Tell a story about local models.";
const ANSWER = "A token is a piece of text, often part of a word. A model reads and writes tokens one after another.";
const one: PageDevice = { type: "wasm", threads: 1 };

interface Opened {
  readonly server: ModelServer;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests to other hosts, errors of the page and what it logs as one. */
  readonly noise: readonly string[];
}

async function open(test: TestContext, flags: readonly string[] = []): Promise<Opened> {
  const server = await startModelServer(test, SERVED);
  const browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: [...QUIET_FLAGS, ...flags] });
  test.after(() => browser.close());
  const context = await browser.newContext();
  const noise: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(server.url)) noise.push(request.url());
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => noise.push(error.message));
  page.on("console", (message) => message.type() === "error" && noise.push(message.text()));
  await page.goto(server.url);
  return { server, context, page, noise };
}

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
      const { openPageModel } = (await import("/entry.js" as string)) as typeof import("./page-models-entry.ts");
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

function answered(result: Awaited<ReturnType<typeof ask>>) {
  if ("failed" in result) assert.fail(JSON.stringify(result.failed));
  return result;
}

describe("a model in the page", { skip: skipWithoutChromium }, () => {
  for (const [model, device, promptTokens] of [
    [onnx, one, 20],
    [onnx, { type: "wasm", threads: 2 }, 20],
    [gguf, one, 20],
    [gguf, { type: "wasm", threads: 2 }, 20],
  ] as const)
    it(`answers as in Node: ${model.format}, ${JSON.stringify(device)}`, async (test) => {
      const { page, noise } = await open(test);
      const { text, finish, info, figures, phases } = answered(await ask(page, { model, device }));
      assert.equal(text, ANSWER);
      assert.deepEqual(
        [finish?.reason, finish?.usage.promptTokens, info.threads],
        ["stop", promptTokens, device.threads],
      );
      assert.ok(figures.downloadedBytes > 1e6);
      assert.deepEqual(phases, ["download", "load", "warm-up"]);
      assert.deepEqual(noise, []);
    });
});
