import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { standInCommand } from "../../../test/fixtures/llama-server/stand-in-command.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import type { LoadOptions } from "../../core/engine.ts";
import { findFreePort } from "../../system/find-free-port.ts";
import { createLlamaServerEngine, type LlamaServerEngineOptions } from "./create-llama-server-engine.ts";

const MODEL = fileURLToPath(new URL("../../../models/assay-notes-micro-q4_0.gguf", import.meta.url));
const EMBEDDER = fileURLToPath(new URL("../../../models/all-minilm-l6-v2-q8_0.gguf", import.meta.url));
const messages = [{ role: "user" as const, content: "one two three" }];

describe("the llama-server engine", { timeout: 60_000 }, () => {
  it("starts the program for the file, asks it in its own words, and ends it", async (context) => {
    const { model, starts } = await load(context, "", { parallel: 2, threads: 3, contextTokens: 512 });
    const [{ argv, key, pid }] = starts() as [Start];
    const text = argv.join(" ");
    for (const part of [
      "--host 127.0.0.1",
      "--ctx-size 1024",
      "--parallel 2",
      "--threads 3",
      "--jinja",
      "--device none",
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
    assert.ok(key.length >= 32 && !text.includes(key), "other users of the machine do not see the key");

    assert.ok(model.chat);
    const events = await Array.fromAsync(model.chat.chat({ messages, promptReuse: false }));
    const finish = events.at(-1);
    assert.ok(finish?.type === "finish");
    assert.equal(finish.usage.cachedPromptTokens, 0);
    assert.deepEqual(finish.timings, { prefillMs: 3, decodeMs: 6 });
    assert.equal(await model.chat.countTokens?.({ messages }), 3);
    const { engine, contextTokens, engineVersion, threads, device, quantisation } = model.info;
    assert.deepEqual([engine, contextTokens, engineVersion, device], ["llama-server", 512, "b6123", "cpu"]);
    assert.deepEqual([threads, quantisation], [3, "q4_0"]);
    assert.equal(model.chat.capabilities.tools, true);
    if (process.platform === "linux") assert.ok(((await model.readMemory?.())?.residentBytes ?? 0) > 1e6);

    await model[Symbol.asyncDispose]();
    await model[Symbol.asyncDispose]();
    assert.equal(exists(pid), false);
    assert.deepEqual(await model.readMemory?.(), { because: "the process has ended" });
  });

  it("refuses tools when the program says that the template has no place for them", async (context) => {
    const { chat } = (await load(context, "no-tools")).model;
    assert.ok(chat);
    await assert.rejects(Array.fromAsync(chat.chat({ messages, tools: [{ name: "look" }] })), { code: "unsupported" });
  });

  it("starts an embedding model as one", async (context) => {
    const { starts, model } = await load(context, "", {}, { path: EMBEDDER });
    const text = starts()[0]?.argv.join(" ") ?? "";
    assert.match(text, /--embedding --batch-size 512 --ubatch-size 512/);
    assert.equal(model.chat, undefined);
    assert.equal(model.embedding?.maxTokens, 512);
  });

  it("tells how far the load is, where the program does", async (context) => {
    const ratios: number[] = [];
    await load(context, "slow", { onProgress: (ratio) => ratios.push(ratio) });
    assert.ok(
      ratios.some((ratio) => ratio > 0 && ratio < 1),
      `${ratios}`,
    );
    assert.equal(ratios.at(-1), 1);
  });

  it("passes a GPU on, and refuses one that the program does not see", async (context) => {
    const all = await load(context, "gpu", { device: "gpu" });
    assert.match(all.starts()[0]?.argv.join(" ") ?? "", /--gpu-layers 999/);
    assert.equal(all.model.info.deviceName, "Some GPU (8 GiB)");
    const some = await load(context, "gpu", { device: "gpu", gpuLayers: 7 });
    assert.match(some.starts()[0]?.argv.join(" ") ?? "", /--gpu-layers 7/);
    await assert.rejects(load(context, "", { device: "gpu" }), { code: "device-absent", hint: /CPU/ });
  });

  it("takes another port when somebody is quicker", async (context) => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    context.after(() => squatter.close());
    const address = squatter.address();
    assert.ok(typeof address === "object" && address !== null);
    const ports = [address.port, await findFreePort()];
    const { starts, model } = await load(context, "", {}, { findPort: async () => ports.shift() ?? 0 });
    assert.equal(starts().length, 2);
    assert.ok(model.chat);
    await assert.rejects(load(context, "", {}, { findPort: async () => address.port }), { code: "model-crashed" });
  });

  const failures: readonly (readonly [mode: string, code: string, words: RegExp])[] = [
    ["crash-while-loading", "model-crashed", /SIGKILL/],
    ["bad-model", "model-invalid", /failed to load model/],
    ["no-memory", "out-of-memory", /failed to allocate/],
    ["unknown-argument", "unsupported", /no-context-shift/],
    ["old", "engine-missing", /build 4321/],
    ["other-program", "engine-missing", /something else/],
  ];
  for (const [mode, code, words] of failures)
    it(`says ${code}, with the program's own words, when it fails as in ${mode}`, async (context) => {
      const skip = process.platform === "win32" && mode === "crash-while-loading";
      if (skip) return context.skip("no signals on Windows");
      await assert.rejects(load(context, mode), (error: Error & { code?: string; hint?: string }) => {
        assert.equal(error.code, code);
        assert.match(error.message, words);
        assert.ok(error.hint);
        return true;
      });
    });

  it("says `model-crashed` with the program's last words when it ends within an answer, and after", async (context) => {
    const { model } = await load(context, "crash-while-answering");
    const { chat } = model;
    assert.ok(chat);
    for (let turn = 0; turn < 2; turn++)
      await assert.rejects(Array.fromAsync(chat.chat({ messages })), { code: "model-crashed", message: /GGML_ASSERT/ });
    await model[Symbol.asyncDispose]();
  });

  it("ends a program that takes more memory than its limit while it answers, and says so", {
    skip: process.platform === "linux" ? false : "the memory of another process is known on Linux only",
  }, async (context) => {
    const { model, starts } = await load(context, "grows", { memoryLimitBytes: 250e6 });
    assert.ok(model.chat);
    const asked = Array.fromAsync(model.chat.chat({ messages }));
    await assert.rejects(asked, { code: "out-of-memory", message: /more than its limit of 250 MB/ });
    assert.equal((await model.ended)?.code, "out-of-memory");
    assert.equal(exists(starts()[0]?.pid), false);
  });

  it("gives up a load in time or when told to, and leaves nothing behind", async (context) => {
    const late = load(context, "never-ready", { timeoutMs: 1_000 });
    await assert.rejects(late, { code: "timeout", message: /1000 ms/ });
    const stop = new AbortController();
    const log = newLog(context);
    const stopped = load(context, "never-ready", { signal: stop.signal }, { log });
    while (readStarts(log).length === 0) await sleep(10);
    stop.abort();
    await assert.rejects(stopped, { code: "aborted" });
    assert.equal(exists(readStarts(log)[0]?.pid), false);
    await assert.rejects(load(context, "", { signal: AbortSignal.abort() }), { code: "aborted" });
  });

  it("ends a program that does not want to end", async (context) => {
    const { model, starts } = await load(context, "ignores-sigterm", {}, { unloadMs: 100 });
    await model[Symbol.asyncDispose]();
    assert.equal(exists(starts()[0]?.pid), false);
  });

  it("refuses what cannot be loaded before it starts anything", async (context) => {
    const log = newLog(context);
    for (const [options, code] of [
      [{ parallel: 0 }, "invalid-input"],
      [{ timeoutMs: Number.NaN }, "invalid-input"],
      [{ threads: -1 }, "invalid-input"],
      [{ contextTokens: 3 }, "invalid-input"],
      [{ memoryLimitBytes: 1000 }, "out-of-memory"],
    ] as const)
      await assert.rejects(load(context, "", options, { log }), { code });
    await assert.rejects(load(context, "", {}, { log, path: "none.gguf" }), { code: "model-missing" });
    assert.deepEqual(readStarts(log), []);
    const engine = createLlamaServerEngine({ command: standInCommand });
    await assert.rejects(engine.load({ type: "script", script: { tokens: [] } }), { code: "unsupported" });
  });
});

describe("the probe of the llama-server engine", () => {
  const probe = (mode: string) =>
    createLlamaServerEngine({ command: standInCommand, env: { ...process.env, STAND_IN_MODE: mode } }).probe();

  it("reads the versions of any time, and the devices", async () => {
    assert.equal((await probe("gpu")).version, "b6123");
    assert.equal((await probe("new")).version, "b11434");
    assert.equal((await probe("unknown")).available, true);
    const [cpu, gpu] = (await probe("gpu")).devices;
    assert.equal(cpu?.available, true);
    assert.equal(gpu?.name, "Some GPU (8 GiB)");
  });

  it("says how to get the program when there is none, or a wrong one", async () => {
    for (const binary of [undefined, "./none/llama-server", "no-such"]) {
      const { available, hint, devices } = await createLlamaServerEngine({ env: { PATH: "" }, binary }).probe();
      assert.equal(available, false);
      assert.match(hint ?? "", /Install it with .*ASSAY_LLAMA_SERVER/);
      assert.match(devices[0]?.because ?? "", /llama-server/);
    }
    assert.equal((await probe("old")).available, false);
  });
});

describe("the process of llama-server", { timeout: 60_000 }, () => {
  const program = fileURLToPath(new URL("../../../test/fixtures/llama-server/parent.ts", import.meta.url));

  async function expectNoOrphan(
    context: TestContext,
    behaviour: string,
    end?: (parent: ChildProcess, pid: number) => void,
  ) {
    const log = newLog(context);
    const env = { ...process.env, STAND_IN_LOG: log };
    const parent = spawn(process.execPath, [program, behaviour], { stdio: ["ignore", "pipe", "ignore"], env });
    const exit = once(parent, "exit");
    await once(parent.stdout, "data");
    const pid = readStarts(log)[0]?.pid ?? 0;
    assert.ok(pid > 0);
    end?.(parent, pid);
    await exit;
    // Nobody tells of the end of a process that is not our own child; the test's time limit bounds the wait.
    while (exists(pid)) await sleep(20);
  }

  it("is gone when its program is killed", (context) =>
    expectNoOrphan(context, "wait", (parent) => parent.kill("SIGKILL")));
  it("is gone when the process between the two is killed", {
    skip: process.platform === "linux" ? false : "finds that process in /proc",
  }, async (context) => {
    const { starts } = await load(context, "");
    const pid = starts()[0]?.pid ?? 0;
    const [, keeper] = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    assert.notEqual(Number(keeper), process.pid);
    process.kill(Number(keeper), "SIGKILL");
    while (exists(pid)) await sleep(20);
  });

  it("is gone when its program fails", (context) => expectNoOrphan(context, "throw"));
  it("is gone when its program is done without having unloaded it", (context) => expectNoOrphan(context, "leave"));
});

interface Start {
  readonly pid: number;
  readonly argv: readonly string[];
  readonly key: string;
}

type Extra = LlamaServerEngineOptions & { readonly path?: string; readonly log?: string };

/** Loads a model into a stand-in that behaves as `mode` says. */
async function load(context: TestContext, mode: string, options: LoadOptions = {}, extra: Extra = {}) {
  const { path = MODEL, log = newLog(context), ...engineOptions } = extra;
  const env = { ...process.env, STAND_IN_MODE: mode, STAND_IN_LOG: log };
  const engine = createLlamaServerEngine({ command: standInCommand, env, ...engineOptions });
  const model = await engine.load({ type: "file", path }, options);
  context.after(() => model[Symbol.asyncDispose]());
  return { model, starts: () => readStarts(log) };
}

function newLog(context: TestContext): string {
  return join(makeFolder(context, { log: "" }), "log");
}

function readStarts(log: string): readonly Start[] {
  const lines = readFileSync(log, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

function exists(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
