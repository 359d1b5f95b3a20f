import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { makeFolder } from "../make-folder.ts";
import { fetchAsCurl } from "./fetch-as-curl.ts";
import type { Workshop } from "./open-workshop.ts";
import { runProgram } from "./run-program.ts";

/** The file whose download stalls. */
export const STALLING = "qwen2.5-0.5b-instruct-q8_0.gguf";
const STALL_AFTER_BYTES = 300_000;

/** Lets the connection of one download fall silent once; it is given up after 30 s. */
export function letStall({ hub }: Workshop): void {
  hub.faults.set(STALLING, { type: "stall", afterBytes: STALL_AFTER_BYTES, times: 1 });
}

type Check = (workshop: Workshop, test: TestContext) => Promise<void>;

/** What must hold of each row of the tables of trouble, by how the row begins. */
export const TROUBLE_CHECKS: Readonly<Record<string, Check>> = {
  "Out of memory on mistral-7b": checkMemory,
  "First answer slow": checkKeptWarm,
  "Download stalls": checkStalledDownload,
  "Page fetch fails": checkPageReachesService,
  "Chat page empty": checkChatPage,
  "High latency": checkLoadedBefore,
};

/** Room for the small stand-in beside nothing, and for the bigger one not even alone. */
const MEMORY_LIMIT = "147MB";

async function checkMemory(workshop: Workshop): Promise<void> {
  const { env } = workshop;
  await run("assay service stop", workshop);
  env.ASSAY_SERVICE_MEMORY_LIMIT = MEMORY_LIMIT;
  env.ASSAY_SERVICE_AUTO_FIT = "0";
  await run("foundry model load qwen2.5-0.5b", workshop);
  const { code, stderr } = await runProgram("foundry", ["model", "load", "mistral-7b"], workshop);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot load mistral-7b-q4_k_m-generic-cpu:1 as it must fit the memory: it needs about \d+ MB/);
  assert.match(stderr, /loaded are qwen2\.5-0\.5b-instruct-generic-cpu:1 \(\d+ MB\)/);
  assert.match(stderr, /Unloading qwen2\.5-0\.5b-instruct-generic-cpu:1 would free \d+ MB/);
  assert.match(stderr, /mistral-7b-q3_k_m-generic-cpu:1 would fit; with the setting autoFit it is taken by itself/);
  await run("assay service restart --auto-fit", workshop);
  const answer = await chat("mistral-7b", workshop);
  assert.equal(answer.model, "mistral-7b-q3_k_m-generic-cpu:1");
  await run("assay service stop", workshop);
  delete env.ASSAY_SERVICE_MEMORY_LIMIT;
  delete env.ASSAY_SERVICE_AUTO_FIT;
  await run("assay service start", workshop);
}

/** A model of our own tells what it is asked when nobody asks. */
async function checkKeptWarm(workshop: Workshop, test: TestContext): Promise<void> {
  const folder = makeFolder(test, {
    "warm.mjs": `import { appendFileSync } from "node:fs";
export const generate = (prompt) => (appendFileSync(${JSON.stringify(join(workshop.folder, "asked.txt"))}, prompt + "\\n"), "ok");\n`,
  });
  const module = join(folder, "warm.mjs");
  const models = { models: { warm: { capabilities: ["chat"], adapter: { module } } } };
  writeFileSync(join(workshop.home, "config", "models.json"), JSON.stringify(models));
  await run(["assay", "trust", module, "--yes"], workshop);
  await run("assay service restart --keep-warm 300ms", workshop);
  await chat("warm", workshop, "Who asks?");
  const asked = () => readFileSync(join(workshop.folder, "asked.txt"), "utf8").trim().split("\n");
  const untilMs = Date.now() + 20_000;
  while (asked().length < 3 && Date.now() < untilMs) await sleep(50);
  assert.match(asked()[0] ?? "", /Who asks\?/);
  assert.deepEqual(asked().slice(1, 3), ["Hi", "Hi"]);
  await run("assay service restart --keep-warm 5m", workshop);
}

async function checkStalledDownload({ hub }: Workshop): Promise<void> {
  const size = readFileSync("models/assay-notes-micro-q4_0.gguf").length;
  const sent = hub.requests.filter(({ on, path }) => on === "cdn" && path.includes(STALLING));
  assert.ok(sent.length >= 2, `${sent.length} requests`);
  const again = sent.map(({ headers }) => Number(/^bytes=(\d+)-/.exec(headers.range ?? "")?.[1] ?? 0));
  assert.ok(Math.max(...again) > 0, "it went on where it stopped");
  assert.ok(hub.sentBytes(new RegExp(`path=${STALLING}`)) < size + STALL_AFTER_BYTES, "and not from the beginning");
}

async function checkPageReachesService(workshop: Workshop): Promise<void> {
  const address = workshop.toPort("http://localhost:5273/v1/models");
  await run("foundry service stop", workshop);
  await assert.rejects(fetchAsCurl([address], workshop.folder));
  const { stdout } = await run("foundry service status", workshop);
  assert.match(stdout, /is not running!\nTo start the service, run the following command: foundry service start/);
  await run("foundry service start", workshop);
  assert.equal((await fetchAsCurl([address], workshop.folder)).status, 200);
  const foreign = ["-H", "Origin: https://example.org", address];
  assert.equal((await fetchAsCurl(foreign, workshop.folder)).status, 403);
  await run("assay service restart --allow-origin https://example.org", workshop);
  assert.equal((await fetchAsCurl(foreign, workshop.folder)).status, 200);
}

/** Chainlit itself is more than this needs: what the page's program takes of it fits here. */
const CHAINLIT = `class Message:
    def __init__(self, content): self.content = content
    async def send(self): print(self.content)
def on_message(handler): return handler
`;
const ASK = `import asyncio, chainlit, chainlit_app
asyncio.run(chainlit_app.main(chainlit.Message("What does RAG combine?")))`;

async function checkChatPage(workshop: Workshop, test: TestContext): Promise<void> {
  const { python, folder, env } = workshop;
  if ("skip" in python || !existsSync(join(folder, "chainlit_app.py"))) {
    const answer = await chat("phi-4-mini", workshop, "What does RAG combine?");
    assert.ok(answer.choices[0]?.message.content);
    return;
  }
  const PYTHONPATH = makeFolder(test, { "chainlit.py": CHAINLIT });
  const { code, stdout, stderr } = await runProgram(python.path, ["-c", ASK], {
    folder,
    env: { ...env, PYTHONPATH },
  });
  assert.equal(code, 0, stderr);
  assert.notEqual(stdout.trim(), "");
}

async function checkLoadedBefore(workshop: Workshop): Promise<void> {
  const state = async () => {
    const { body } = await fetchAsCurl([workshop.toPort("http://localhost:5273/v1/models")], workshop.folder);
    const { data }: { data: { alias: string; state: string }[] } = JSON.parse(body);
    return data.find(({ alias }) => alias === "phi-4-mini")?.state;
  };
  await run("foundry model unload phi-4-mini", workshop);
  assert.equal(await state(), "ready");
  await run("foundry model load phi-4-mini", workshop);
  assert.equal(await state(), "loaded");
}

interface Answer {
  readonly model: string;
  readonly choices: readonly { readonly message: { readonly content: string } }[];
}

async function chat(model: string, { toPort, folder }: Workshop, content = "Hello"): Promise<Answer> {
  const request = JSON.stringify({ model, messages: [{ role: "user", content }], max_tokens: 40, temperature: 0 });
  const args = ["-H", "Content-Type: application/json", "-d", request];
  const { status, body } = await fetchAsCurl([toPort("http://localhost:5273/v1/chat/completions"), ...args], folder);
  assert.equal(status, 200, body);
  return JSON.parse(body);
}

async function run(command: string | readonly string[], workshop: Workshop) {
  const [program = "", ...args] = typeof command === "string" ? command.split(" ") : command;
  const result = await runProgram(program, args, workshop);
  assert.equal(result.code, 0, `${program} ${args.join(" ")}\n${result.stdout}${result.stderr}`);
  return result;
}
