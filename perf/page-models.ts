/**
 * Sets models in a page beside bare loops of the packages below them, in one Chromium and in turns:
 *
 *   node perf/page-models.ts [--rounds 5] [--tokens 48] [--threads 1] [model.gguf | folder/onnx/model.onnx] ...
 *
 * ONNX: our loop on ONNX Runtime beside the loop of Transformers.js on the same graph, which is brought from npm into a
 * folder that goes when the script ends. GGUF: our engine beside wllama alone, and beside our engine in Node on the same
 * file. The clock is the page's own; while ours generates, the page's main thread is asked every millisecond whether it
 * is there.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import { createHostedEngine } from "../src/engines/hosted/create-hosted-engine.ts";
import { median } from "../src/stats/centre.ts";
import { quantile } from "../src/stats/quantile.ts";
import { chromiumPath, QUIET_FLAGS } from "../test/chromium.ts";
import { describeFiles, startModelServer } from "../test/pages/start-model-server.ts";
import type { PageModel } from "../web/page-models/page-model.ts";
import type { PageAnswer, PageLoops } from "./page-loops.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    tokens: { type: "string", default: "48" },
    threads: { type: "string", default: "1" },
  },
});
const rounds = Number(values.rounds);
const settings = { tokens: Number(values.tokens), threads: Number(values.threads) };
const shipped = ["models/assay-notes-mini-q8_0.gguf", "test/fixtures/onnx/assay-notes-micro/onnx/model.onnx"];
/** In the form that the shipped models and SmolLM2 are trained with, so that no template is in the way. */
const PROMPT = "<|im_start|>user\nTell a long story about local models.<|im_end|>\n<|im_start|>assistant\n";

const scratch = mkdtempSync(path.join(os.tmpdir(), "assay-perf-"));
const ends: (() => unknown)[] = [];
try {
  console.log(`${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)}`);
  const peer = installTransformers();
  for (const file of positionals.length > 0 ? positionals : shipped) await contest(path.resolve(file), peer);
} finally {
  for (const end of ends.reverse()) await end();
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(0);

/** The folder of its packages; undefined, and a line that says why, where npm does not bring it. */
function installTransformers(): string | undefined {
  const unused = Object.fromEntries(["onnxruntime-node", "sharp"].map((name) => [name, "npm:empty-npm-package@1.0.0"]));
  const dependencies = { "@huggingface/transformers": "4.3.2" };
  writeFileSync(path.join(scratch, "package.json"), JSON.stringify({ dependencies, overrides: unused }));
  const npm = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];
  const run = spawnSync("npm", npm, { cwd: scratch, encoding: "utf8", shell: process.platform === "win32" });
  if (run.status === 0) return path.join(scratch, "node_modules");
  console.log(`Transformers.js is left out: ${run.stderr.trim().split("\n").at(-1)}`);
  return undefined;
}

async function contest(file: string, peer: string | undefined): Promise<void> {
  const isGguf = file.endsWith(".gguf");
  const { model, files } = isGguf ? describeGguf(file) : describeOnnx(file);
  const server = await startModelServer(
    { after: (end) => ends.push(end) },
    { ...files, ...listPeer(peer) },
    {
      scripts: {
        "/loops.js": "perf/page-loops.ts",
        "/loop-worker.js": "perf/page-loop-worker.ts",
        ...(peer && { "/transformers.js": path.join(peer, "@huggingface/transformers/dist/transformers.web.js") }),
      },
    },
  );
  const browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: [...QUIET_FLAGS] });
  ends.push(() => browser.close());
  console.log(`\n${model.name}, ${settings.threads} thread(s), ${settings.tokens} tokens, ${rounds} rounds\n`);
  await showLoads(browser, server.url, model);
  const contestants = new Map<string, () => Promise<PageAnswer>>();
  contestants.set("ours", await openLoop(browser, server.url, "ours", model));
  if (isGguf) contestants.set("wllama", await openLoop(browser, server.url, "wllama", model));
  else if (peer !== undefined)
    contestants.set("Transformers.js", await openLoop(browser, server.url, "transformers", model));
  if (isGguf) contestants.set("Node", await openInNode(file));
  await takeTurns(contestants);
}

async function takeTurns(contestants: ReadonlyMap<string, () => Promise<PageAnswer>>): Promise<void> {
  const seen = new Map<string, PageAnswer[]>();
  for (let round = -1; round < rounds; round++)
    for (const [who, ask] of round % 2 === 0 ? [...contestants] : [...contestants].reverse()) {
      const answer = await ask();
      // Round -1 warms up.
      if (round >= 0) seen.set(who, [...(seen.get(who) ?? []), answer]);
    }
  const own = seen.get("ours") ?? [];
  console.log("| who | ms a token | ours / it | first token, ms | tokens | stalls of the page p99, ms |");
  console.log(`|${" --- |".repeat(6)}`);
  for (const [who, answers] of seen) {
    const ratio = median(own.map(({ msPerToken }, round) => msPerToken / (answers[round]?.msPerToken ?? Number.NaN)));
    const stalls = answers.flatMap(({ stallsMs }) => stallsMs);
    const cells = [
      who,
      median(answers.map(({ msPerToken }) => msPerToken)).toFixed(2),
      ratio.toFixed(2),
      median(answers.map(({ firstMs }) => firstMs)).toFixed(0),
      median(answers.map(({ tokens }) => tokens)).toFixed(0),
      stalls.length === 0 ? "" : quantile(stalls, 0.99).toFixed(1),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  return page;
}

/** Cold: nothing is stored; cached: another page of the same browser. */
async function showLoads(browser: Browser, url: string, model: PageModel): Promise<void> {
  const page = await openPage(browser, url);
  for (const visit of ["cold", "cached"]) {
    const { downloadMs, loadMs, warmUpMs, downloadedBytes } = await page.evaluate(
      async ({ model, threads }) => {
        const { openPageModel } = (await import(
          "/entry.js" as string
        )) as typeof import("../test/pages/page-models-entry.ts");
        await using loaded = await openPageModel(model, { device: { type: "wasm", threads } });
        return loaded.figures;
      },
      { model, threads: settings.threads },
    );
    const parts = [downloadMs, loadMs, warmUpMs].map((ms) => `${Math.round(ms)} ms`);
    console.log(`${visit}: download ${parts[0]} (${downloadedBytes} bytes), load ${parts[1]}, warm-up ${parts[2]}`);
    await page.reload();
  }
  await page.close();
}

/** Opens a page with one loop in it, and gives the way to ask it. */
async function openLoop(browser: Browser, url: string, kind: keyof PageLoops, model: PageModel) {
  const page = await openPage(browser, url);
  const asked = { model, prompt: PROMPT, ...settings };
  await page.evaluate(
    async ({ kind, asked }) => {
      const { pageLoops } = (await import("/loops.js" as string)) as typeof import("./page-loops.ts");
      Object.assign(globalThis, { ask: await pageLoops[kind](asked) });
    },
    { kind, asked },
  );
  return () => page.evaluate(() => (globalThis as unknown as { ask(): Promise<PageAnswer> }).ask());
}

async function openInNode(file: string): Promise<() => Promise<PageAnswer>> {
  const engine = createHostedEngine({ engine: "gguf" });
  const { chat, ...loaded } = await engine.load(
    { type: "file", path: file },
    { threads: settings.threads, parallel: 1 },
  );
  ends.push(() => loaded[Symbol.asyncDispose]());
  if (chat === undefined) throw new Error(`${file} does not chat`);
  const { timeAnswer } = await import("./page-loops.ts");
  return () => timeAnswer(chat, { prompt: PROMPT, tokens: settings.tokens });
}

function describeGguf(file: string) {
  const name = path.basename(file);
  const model = describeFiles({ name, format: "gguf", digest: "model" }, { [name]: file });
  return { model, files: { [`model/${name}`]: file } };
}

function describeOnnx(graph: string) {
  const folder = path.dirname(path.dirname(graph));
  const beside = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const own = readdirSync(path.dirname(graph)).filter((name) => name.startsWith(path.basename(graph)));
  const entries = [...own.map((name) => `onnx/${name}`), ...beside].map(
    (name) => [name, path.join(folder, name)] as const,
  );
  const model = describeFiles(
    { name: path.basename(folder), format: "onnx", digest: "model" },
    Object.fromEntries(entries),
  );
  return { model, files: Object.fromEntries(entries.map(([name, file]) => [`model/${name}`, file])) };
}

/** The libraries that its package loads. */
function listPeer(packages: string | undefined): Readonly<Record<string, string>> {
  if (packages === undefined) return {};
  const runtime = path.join(packages, "onnxruntime-web/dist");
  const names = readdirSync(runtime).filter((name) => /^ort-wasm-simd-threaded\..*(mjs|wasm)$/.test(name));
  return Object.fromEntries(names.map((name) => [`peer/${name}`, path.join(runtime, name)]));
}
