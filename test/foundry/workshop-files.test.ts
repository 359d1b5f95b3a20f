import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findPython } from "./find-python.ts";
import { FOUNDRY_MODELS } from "./foundry-models.ts";
import { putFoundryOnPath } from "./put-foundry-on-path.ts";
import { runFoundry, runProgram } from "./run-foundry.ts";

// Files that people of the workshop have on disk, run as they are: they ask for port 5273 and for models by its aliases.
const FOLDER = resolve("../shared/workshop");
const PORT = 5273;
const { file } = FOUNDRY_MODELS["qwen2.5-0.5b"];
const MODELS = Object.fromEntries(
  ["qwen2.5-0.5b", "gemma-2-2b", "mistral-7b", "phi-4-mini"].map((alias) => [alias, { file, capabilities: ["chat"] }]),
);
const CHROMIUM =
  process.env.CHROMIUM_PATH ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

/** Why a file of the workshop cannot be run here; undefined when it can. */
async function reasonToSkip(name: string): Promise<string | undefined> {
  if (!existsSync(join(FOLDER, name))) return `${join(FOLDER, name)} is not there`;
  return (await isFree(PORT)) ? undefined : `port ${PORT}, which the file names, is taken`;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, () => server.close(() => done(true)));
  });
}

// One after the other: both need the port.
describe("the workshop's own files", () => {
  it("benchmark_models.py measures three models by their aliases", async (test) => {
    const python = findPython(["openai"]);
    const reason = "skip" in python ? python.skip : await reasonToSkip("benchmark_models.py");
    if (reason !== undefined || !("path" in python)) return test.skip(reason);
    const installed = putFoundryOnPath(test, MODELS, PORT);
    try {
      const started = await runFoundry(installed, ["service", "start"]);
      assert.equal(started.code, 0, started.stderr);
      const { code, stdout, stderr } = await runProgram(python.path, [join(FOLDER, "benchmark_models.py")], installed);
      assert.equal(code, 0, stderr);
      const rows: { model: string; tokens_per_sec_avg: number; sample: string }[] = JSON.parse(
        stdout.slice(0, stdout.lastIndexOf("]") + 1),
      );
      assert.deepEqual(
        rows.map(({ model }) => model),
        ["qwen2.5-0.5b", "gemma-2-2b", "mistral-7b"],
      );
      assert.ok(rows.every((row) => row.tokens_per_sec_avg > 0 && row.sample !== ""));
    } finally {
      await runFoundry(installed, ["service", "stop"]);
    }
  });

  it("webgpu_demo.html, opened from disk, chats once file pages are allowed, and not before", async (test) => {
    const reason =
      CHROMIUM === undefined
        ? "no Chromium found: set CHROMIUM_PATH to run this"
        : await reasonToSkip("webgpu_demo.html");
    if (reason !== undefined || CHROMIUM === undefined) return test.skip(reason);
    const installed = putFoundryOnPath(test, MODELS, PORT);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    try {
      await runFoundry(installed, ["service", "start"]);
      const page = await browser.newPage();
      const ask = async () => {
        await page.goto(pathToFileURL(join(FOLDER, "webgpu_demo.html")).href);
        await page.fill("#prompt", "Why run a model locally?");
        await page.click("#run");
        await page.waitForFunction(() => !document.querySelector("#out")?.textContent?.startsWith("Running"));
        return (await page.textContent("#out")) ?? "";
      };
      assert.match(await ask(), /^Error: /);
      const set = await runFoundry(installed, ["service", "set", "--allow-file-pages"]);
      assert.equal(set.code, 0, set.stderr);
      const answer = await ask();
      assert.ok(answer.length > 0);
      assert.doesNotMatch(answer, /^Error: /);
    } finally {
      await browser.close();
      await runFoundry(installed, ["service", "stop"]);
    }
  });
});
