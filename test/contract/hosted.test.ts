import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { describe, it } from "node:test";
import type { ChatRequest } from "../../src/core/chat-model.ts";
import type { AssayError } from "../../src/core/errors.ts";
import { createHostedEngine } from "../../src/engines/hosted/create-hosted-engine.ts";
import { collectAnswer } from "./collect-answer.ts";
import { startAdapter, startScript, waitUntilGone } from "./start-hosted.ts";

const request: ChatRequest = { messages: [{ role: "user", content: "hi" }] };
/** Gives way to nothing: no message, no timer, no signal is heard any more. */
const BUSY = "for (;;);";

/** Expects an error whose code, message and hint are as said. */
function like(code: string, message: RegExp = /./, hint: RegExp = /./): (error: AssayError) => boolean {
  return (error) => {
    assert.equal(error.code, code, `${error.stack}`);
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
    return true;
  };
}

describe("a hosted model", { timeout: 60_000 }, () => {
  it("fails its requests when its process crashes, and says what it said last", async () => {
    await using hosted = await startScript({ tokens: ["a", "b"], end: "crash" });
    const seen: string[] = [];
    const reading = collectAnswer(hosted.chat, request, { onEvent: (event) => void seen.push(event.type) });
    await assert.rejects(reading, like("model-crashed", /exit code 70, saying "the script crashes here"/));
    assert.deepEqual(seen, ["start", "text-delta", "text-delta"], "what was said before the crash is heard");
    await assert.rejects(
      collectAnswer(hosted.chat, request),
      like("model-crashed", /has ended/, /Load the model again/),
    );
  });

  it("names the system's memory killer when its process is ended from outside", async () => {
    await using hosted = await startScript({ tokens: ["a"], end: "hang" });
    const reading = collectAnswer(hosted.chat, request, { onEvent: () => hosted.child.kill("SIGKILL") });
    await assert.rejects(reading, like("model-crashed", /signal SIGKILL/, /smaller variant.*out of memory/));
  });

  it("never hands control characters of its process on", async () => {
    const code = `export function generate() { process.stderr.write("\\u001b[31mboom\\u0007\\u001b[0m\\n"); process.exit(3); }`;
    await using hosted = await startAdapter(code);
    await assert.rejects(collectAnswer(hosted.chat, request), like("model-crashed", /exit code 3, saying "boom"$/));
  });

  it("survives an exception that its module throws where nobody catches it", async () => {
    const code = `export const generate = () => { setImmediate(() => { throw new Error("behind the back"); }); return new Promise(() => {}); }`;
    await using hosted = await startAdapter(code);
    await assert.rejects(collectAnswer(hosted.chat, request), like("model-crashed", /behind the back/));
  });

  it("ends a load that never comes to an end, even one that gives way to nothing", async () => {
    await assert.rejects(startAdapter(BUSY, { timeoutMs: 600 }), like("timeout", /within 600 ms/));
    const sleepy = "export const load = () => new Promise(() => {}); export const generate = () => '';";
    await assert.rejects(startAdapter(sleepy, { timeoutMs: 600 }), like("timeout", /within 600 ms/));
  });

  it("ends a load whose caller says stop", async () => {
    const aborting = { signal: AbortSignal.timeout(300) };
    await assert.rejects(startAdapter(BUSY, aborting), { code: "aborted" });
    await assert.rejects(startScript({ tokens: [] }, { signal: AbortSignal.abort() }), { code: "aborted" });
  });

  it("hands on why a load failed", async () => {
    await assert.rejects(startScript({ tokens: [""] }), like("invalid-input", /tokens\[0\]/));
    await assert.rejects(startAdapter("export const nothing = 1;"), like("adapter-failed"));
    await assert.rejects(startAdapter("process.exit(9);"), like("model-crashed", /exit code 9/));
    await assert.rejects(startScript({ tokens: [] }, { timeoutMs: Number.NaN }), like("invalid-input", /timeoutMs/));
    await assert.rejects(
      startScript({ tokens: [] }, { memoryLimitBytes: 0 }),
      like("invalid-input", /memoryLimitBytes/),
    );
  });

  it("says so when its process cannot be started", async () => {
    const engine = createHostedEngine({
      engine: "fake",
      fork: (path, args, options) => fork(path, args, { ...options, execPath: "no-such-program" }),
    });
    const source = { type: "script", script: { tokens: [] } } as const;
    await assert.rejects(engine.load(source), like("model-crashed", /could not be started/));
    assert.equal((await engine.probe()).available, false);
  });

  it("is ended when it shows no sign of life while a request runs", async () => {
    const code = `export async function* generate() { yield "a"; ${BUSY} }`;
    await using hosted = await startAdapter(code, { limits: { unresponsiveMs: 300 } });
    await assert.rejects(collectAnswer(hosted.chat, request), like("timeout", /no sign of life for 300 ms/));
    await waitUntilGone(hosted.child);
    await assert.rejects(collectAnswer(hosted.chat, request), like("model-crashed", /no sign of life/));
  });

  it("may be silent for long while it shows signs of life", async () => {
    const code = `export const generate = () => new Promise((resolve) => setTimeout(resolve, 900, "late"));`;
    await using hosted = await startAdapter(code, { limits: { unresponsiveMs: 500 } });
    assert.equal((await collectAnswer(hosted.chat, request)).text, "late");
  });

  it("answers an abort though its process is busy, then ends that process", async () => {
    const code = `export async function* generate() { yield "a"; ${BUSY} }`;
    await using hosted = await startAdapter(code, { limits: { blockedMs: 300 } });
    const controller = new AbortController();
    let abortedAtMs = 0;
    const { finish, text } = await collectAnswer(hosted.chat, request, {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type !== "text-delta") return;
        abortedAtMs = performance.now();
        controller.abort();
      },
    });
    assert.ok(performance.now() - abortedAtMs < 200);
    assert.deepEqual([finish.reason, text], ["aborted", "a"]);
    await waitUntilGone(hosted.child);
    await assert.rejects(collectAnswer(hosted.chat, request), like("model-crashed", /within 300 ms/));
  });

  it("is ended when its module goes on with what nobody wants any more", async () => {
    const code = `export async function* generate() { yield "a"; await new Promise(() => {}); }`;
    await using hosted = await startAdapter(code, { limits: { engineOptions: { closeLimitMs: 50 } } });
    for await (const event of hosted.chat.chat(request)) if (event.type === "text-delta") break;
    await waitUntilGone(hosted.child);
    await assert.rejects(collectAnswer(hosted.chat, request), like("model-crashed", /nobody wanted any more/));
  });

  it("is ended when it passes its memory limit, while it loads or later", async () => {
    await assert.rejects(
      startScript({ tokens: [] }, { memoryLimitBytes: 20e6 }),
      like("out-of-memory", /more than its limit of 20 MB/),
    );
    const code = `let held; export const generate = () => { held = Buffer.alloc(150e6, 1); return new Promise(() => {}); };`;
    await using hosted = await startAdapter(code, { memoryLimitBytes: 180e6, limits: { memoryPollMs: 10 } });
    await assert.rejects(
      collectAnswer(hosted.chat, request),
      like("out-of-memory", /more than its limit of 180 MB/, /smaller/),
    );
    await waitUntilGone(hosted.child);
  });

  it("is refused when it turns out too big once it is loaded", async () => {
    const code = `let held; export const load = () => { held = Buffer.alloc(150e6, 1); }; export const generate = () => "";`;
    const once = { memoryLimitBytes: 180e6, limits: { memoryPollMs: 60_000 } };
    await assert.rejects(startAdapter(code, once), like("out-of-memory", /more than its limit of 180 MB/));
  });

  it("reads the memory of its process", async () => {
    await using hosted = await startScript({ tokens: [] });
    const reading = await hosted.model.readMemory?.();
    const processorMs = (await hosted.model.readProcessorMs?.()) ?? 0;
    assert.ok(processorMs > 0, `${processorMs} ms of processor time`);
    assert.ok((reading?.residentBytes ?? 0) > 10e6);
    assert.ok((reading?.peakResidentBytes ?? 0) >= (reading?.residentBytes ?? 0));
    const hostBytes = reading?.hostBytes ?? 0;
    assert.ok(hostBytes > 10e6 && hostBytes <= (reading?.peakResidentBytes ?? 0), `${hostBytes} before the load`);
    if (process.platform === "linux") assert.ok((reading?.proportionalBytes ?? 0) > 1e6, reading?.because);
    else assert.match(reading?.because ?? "", /Linux only/);
  });

  it("refuses what JSON cannot carry before it is sent", async () => {
    await using hosted = await startScript({ tokens: ["a"] });
    const wrong: ChatRequest = { ...request, temperature: Number.NaN };
    await assert.rejects(collectAnswer(hosted.chat, wrong), like("invalid-input", /a finite number, not NaN/));
  });

  it("stamps each event as its message arrives", async () => {
    await using hosted = await startScript({ tokens: ["a", "b", "c"], tokenMs: 1 });
    let received = 0;
    const observer = { mark: () => {}, receive: () => ++received };
    const { events } = await collectAnswer(hosted.chat, request, { observer });
    assert.deepEqual(
      events.map((event) => event.receipt),
      [1, 2, 3, 4, 5],
    );
  });

  it("runs with one libuv worker and offers itself first to the memory killer", async () => {
    const code = `import { readFileSync } from "node:fs";
      export const generate = () => [process.env.UV_THREADPOOL_SIZE, " ",
        process.platform === "linux" ? readFileSync("/proc/self/oom_score_adj", "utf8").trim() : "1000"];`;
    await using hosted = await startAdapter(code);
    assert.equal((await collectAnswer(hosted.chat, request)).text, "1 1000");
  });

  it("leaves Ctrl-C to its parent", {
    skip: process.platform === "win32" && "signals end processes there",
  }, async () => {
    await using hosted = await startScript({ tokens: ["a", "b"], tokenMs: 20 });
    const onEvent = () => hosted.child.kill("SIGINT");
    assert.equal((await collectAnswer(hosted.chat, request, { onEvent })).text, "ab");
  });

  it("is ended by an unload that it does not follow", async () => {
    const code = `export async function* generate() { yield "a"; ${BUSY} }`;
    const hosted = await startAdapter(code, { limits: { unloadMs: 50 } });
    for await (const event of hosted.chat.chat(request)) if (event.type === "text-delta") break;
    await Promise.all([hosted.model[Symbol.asyncDispose](), hosted.chat[Symbol.asyncDispose]()]);
    assert.equal(hosted.child.signalCode, "SIGKILL");
    await assert.rejects(collectAnswer(hosted.chat, request), like("aborted", /unloaded/));
  });

  it("ends by itself when it is unloaded", async () => {
    const hosted = await startScript({ tokens: ["a"] });
    await hosted.model[Symbol.asyncDispose]();
    assert.equal(hosted.child.exitCode, 0);
  });

  it("probes in a process of its own", async () => {
    const probe = await createHostedEngine({ engine: "fake" }).probe();
    assert.deepEqual(probe, { available: true, devices: [{ device: "cpu", available: true }] });
  });
});
