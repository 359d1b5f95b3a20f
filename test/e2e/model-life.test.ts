import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { ChatEvent } from "../../src/core/chat-event.ts";
import type { ChatModel } from "../../src/core/chat-model.ts";
import { createTrustStore } from "../../src/engines/custom/trust.ts";
import type { Settings } from "../../src/settings/definitions.ts";
import { trustFileOf } from "../../src/workbench/create-engines.ts";
import { createModelHost } from "../../src/workbench/model-host/create-model-host.ts";
import { readWorkspace } from "../../src/workbench/workspace.ts";
import { makeFolder } from "../make-folder.ts";

const MINI = "notes-mini-q8_0-generic-cpu:1";
const MICRO = "notes-micro-q8_0-generic-cpu:1";

async function openHost(test: TestContext, settings: Partial<Settings> = {}) {
  const folder = makeFolder(test, { "models.json": JSON.stringify({ echo: { script: { tokens: ["one "] } } }) });
  const home = makeFolder(test);
  const env = { ...process.env, ASSAY_HOME: home, HF_HOME: home };
  return createModelHost(await readWorkspace({ env, directory: folder }, settings));
}

async function ask(chat: ChatModel, content: string): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of chat.chat({ messages: [{ role: "user", content }], maxTokens: 8, temperature: 0 }))
    events.push(event);
  return events;
}

test("real models are loaded once, measured, evicted for one another and given back", async (context) => {
  await using host = await openHost(context, { modelMemoryBytes: 420e6 });
  const opened = await Promise.all([1, 2, 3].map(() => host.openChat("notes-mini")));
  const answers = await Promise.all(opened.map(({ part }) => ask(part, "Summarise: the launch is on Monday.")));
  for (const events of answers) assert.equal(events.at(-1)?.type, "finish");
  assert.deepEqual(
    host.pool.list().map(({ name, active }) => [name, active]),
    [[MINI, 3]],
  );
  const [{ memoryBytes = 0, info } = {}] = host.pool.list();
  assert.ok(memoryBytes > 20e6, `${memoryBytes} bytes`);
  assert.equal(info?.contextTokens, 1024);
  for (const one of opened) one[Symbol.dispose]();
  // Enough models for the budget to be used up: the oldest go.
  for (const name of ["notes-micro", "notes-micro:q4_0", "notes-mini:q4_0", "all-minilm-l6-v2"]) await host.load(name);
  const used = host.pool.list().reduce((sum, record) => sum + (record.memoryBytes ?? 0), 0);
  assert.ok(used <= 420e6, `${used} bytes`);
  assert.ok(!host.pool.list().some(({ name }) => name === MINI), "the least recently used is gone");
  await host.unloadAll();
  assert.deepEqual([host.pool.list(), (await host.pool.readMemory()).size], [[], 0]);
});

test("a model that does not fit is told of with what fits, or replaced by it", async (context) => {
  await using strict = await openHost(context, { modelMemoryBytes: 60e6 });
  await assert.rejects(strict.openChat("notes-mini"), { code: "out-of-memory", message: /of the 60 MB for models/ });
});

test("names of any form lead to one loaded model, and those of files and addresses to none", async (context) => {
  await using host = await openHost(context);
  await host.load("Notes-Micro");
  for (const name of [MICRO, "notes-micro:q8_0", "notes-micro-q8_0-generic-cpu", "NOTES-MICRO-CPU"]) {
    using opened = await host.openChat(name);
    assert.equal(opened.model.servedName, MICRO);
  }
  assert.deepEqual(
    host.pool.list().map(({ name }) => name),
    [MICRO],
  );
  for (const name of ["../models/x.gguf", "http://127.0.0.1:1/v1#m", "adapter.js", "/etc/passwd", "notes-micro:*", ""])
    await assert.rejects(host.openChat(name), { code: "unknown-model" }, name);
  await assert.rejects(host.openEmbedding("notes-micro"), { code: "unsupported" });
  assert.equal(host.pool.list()[0]?.active, 0);
  assert.equal(await host.unload("notes-micro"), "unloaded");
});

const isLinux = process.platform === "linux" || "the children of a process are read from /proc";

const skip = isLinux !== true && isLinux;

test("a model that is killed while idle is gone from the list, and the next request does not notice", {
  skip,
}, async (context) => {
  await using host = await openHost(context);
  await host.load("notes-micro");
  await killChildren();
  // The end of a process is heard as an event, which a turn of the loop brings.
  while (host.pool.list().length > 0) await new Promise(setImmediate);
  using opened = await host.openChat("notes-micro");
  assert.equal((await ask(opened.part, "Hi")).at(-1)?.type, "finish");
});

test("a model that is killed while it loads is loaded once more for all who wait", { skip }, async (context) => {
  await using host = await openHost(context);
  const opening = [1, 2, 3].map(() => host.openChat("notes-micro"));
  while ((await findChildren()).length === 0) await new Promise(setImmediate);
  await killChildren();
  for (const opened of await Promise.all(opening)) {
    assert.equal((await ask(opened.part, "Hi")).at(-1)?.type, "finish");
    opened[Symbol.dispose]();
  }
});

test("a model that is killed before its first token answers all the same, from a fresh process", {
  skip,
}, async (context) => {
  await using host = await openHost(context);
  await host.load("notes-micro");
  const [pid = 0] = await findChildren();
  process.kill(pid, "SIGSTOP");
  const opened = await Promise.all([1, 2, 3].map(() => host.openChat("notes-micro")));
  const answers = opened.map(({ part }) => ask(part, "Hi"));
  process.kill(pid, "SIGKILL");
  for (const events of await Promise.all(answers)) {
    assert.deepEqual(
      events.map(({ type }) => type).filter((type) => type === "start" || type === "finish"),
      ["start", "finish"],
    );
  }
  for (const one of opened) one[Symbol.dispose]();
});

test("a model that is killed in the middle of its answer fails that answer alone", { skip }, async (context) => {
  await using host = await openHost(context);
  {
    using opened = await host.openChat("notes-micro");
    const request = { messages: [{ role: "user" as const, content: "Tell me all" }], maxTokens: 500 };
    const reading = async () => {
      for await (const event of opened.part.chat(request)) if (event.type === "text-delta") await killChildren();
    };
    await assert.rejects(reading, { code: "model-crashed", message: /SIGKILL/ });
  }
  using again = await host.openChat("notes-micro");
  assert.equal((await ask(again.part, "Hi")).at(-1)?.type, "finish");
});

test("a model that takes more memory than its service allows ends alone, and its request is told why", async (context) => {
  const code = `export async function* generate(prompt) {
    const held = [];
    while (prompt === "all") {
      held.push(Buffer.alloc(10e6, 1));
      await new Promise(setImmediate);
    }
    yield "little";
  }`;
  const models = { models: { greedy: { adapter: { module: "./greedy.mjs" } } } };
  const folder = makeFolder(context, { "greedy.mjs": code, "models.json": JSON.stringify(models) });
  const home = makeFolder(context);
  const env = { ...process.env, ASSAY_HOME: home, HF_HOME: home };
  const workspace = await readWorkspace({ env, directory: folder }, { modelMemoryBytes: 250e6 });
  await createTrustStore({ file: trustFileOf(workspace) }).trust(join(folder, "greedy.mjs"));
  await using host = createModelHost(workspace);
  {
    using opened = await host.openChat("greedy");
    await assert.rejects(ask(opened.part, "all"), { code: "out-of-memory", message: /more than its limit of 250 MB/ });
  }
  using opened = await host.openChat("greedy");
  assert.equal((await ask(opened.part, "a bit")).at(-1)?.type, "finish");
});

async function killChildren(): Promise<void> {
  for (const pid of await findChildren()) process.kill(pid, "SIGKILL");
}

async function findChildren(): Promise<readonly number[]> {
  const text = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
  return text
    .split(" ")
    .filter((pid) => pid.trim() !== "")
    .map(Number);
}
