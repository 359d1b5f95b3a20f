/**
 * What the service adds to the engine behind it.
 *
 *   node perf/service-cost.ts [--rounds 5] [--only added|together|requests|start]
 *
 * - added: a scripted model whose tokens come at stated times, in this process and through the service: the difference of
 *   the quantiles is what HTTP, JSON and the scheduler of the system add
 * - together: tokens/s of real files for 1 to 16 clients, through the service and straight from the hosted engine
 * - requests: `/v1/models` per second, and memory without a model
 * - start: from nothing to the first answer of a small model
 */
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Agent, request } from "undici";
import type { ChatModel } from "../src/core/chat-model.ts";
import type { Engine, ModelSource } from "../src/core/engine.ts";
import { createFakeEngine } from "../src/engines/fake/create-fake-engine.ts";
import { createHostedEngine } from "../src/engines/hosted/create-hosted-engine.ts";
import { readProcessMemory } from "../src/engines/hosted/read-process-memory.ts";
import { createOpenAiEngine } from "../src/engines/openai/create-openai-engine.ts";
import { median } from "../src/stats/median.ts";
import { quantile } from "../src/stats/quantile.ts";
import { makeRandomGguf, r91m } from "./make-random-gguf.ts";
import { startService } from "./start-service.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" }, only: { type: "string" } } });
const rounds = Number(values.rounds);
const clients = [1, 2, 4, 8, 16];
const together = { tokens: 128, parallel: 16 };
const script = { tokens: Array.from({ length: 50 }, () => " word"), firstTokenMs: 20, tokenMs: 10 };
const notesMini = fileURLToPath(new URL("../models/assay-notes-mini-q8_0.gguf", import.meta.url));

console.log(
  `${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}`,
);
if (wanted("added")) await measureAdded();
if (wanted("together")) {
  await measureTogether("r91m q4_0", await makeRandomGguf("r91m", r91m));
  await measureTogether("notes-mini q8_0", notesMini);
}
if (wanted("requests")) await measureRequests();
if (wanted("start")) await measureStart();

function wanted(part: string): boolean {
  return values.only === undefined || values.only === part;
}

async function measureAdded(): Promise<void> {
  await using service = await startService({ paced: { script } }, ["--parallel", String(together.parallel)]);
  await using remote = await load(createOpenAiEngine(), endpoint(service.url, "paced"));
  await using local = await load(createFakeEngine(), { type: "script", script });
  for (const count of [1, 4, 16]) {
    const seen = { local: emptyTimes(), remote: emptyTimes() };
    for (let round = -1; round < rounds; round++) {
      for (const [who, chat] of [
        ["local", local.chat],
        ["remote", remote.chat],
      ] as const) {
        const times = await Promise.all(Array.from({ length: count }, () => timeTokens(chat)));
        if (round < 0) continue;
        for (const one of times) {
          seen[who].ttftMs.push(one.ttftMs);
          seen[who].perTokenMs.push(one.perTokenMs);
          seen[who].arrivalMs.push(...one.arrivalMs);
        }
      }
    }
    for (const figure of ["ttftMs", "arrivalMs", "perTokenMs"] as const) {
      const added = [0.5, 0.99].map((p) => quantile(seen.remote[figure], p) - quantile(seen.local[figure], p));
      console.log(
        `added     ${figure.padEnd(10)} ${String(count).padStart(2)} clients  p50 ${added[0]?.toFixed(3)} ms, p99 ${added[1]?.toFixed(3)} ms  n=${seen.remote[figure].length}`,
      );
    }
  }
}

function emptyTimes() {
  return { ttftMs: [] as number[], perTokenMs: [] as number[], arrivalMs: [] as number[] };
}

/** Times of one answer: to the first token; each token against its schedule after the first; from first to last, per token. */
async function timeTokens(chat: ChatModel) {
  const startMs = performance.now();
  const atMs: number[] = [];
  for await (const event of chat.chat({ messages: [{ role: "user", content: "hi" }] }))
    if (event.type === "text-delta") atMs.push(performance.now() - startMs);
  const first = atMs[0] ?? Number.NaN;
  return {
    ttftMs: first,
    arrivalMs: atMs.map((ms, index) => ms - index * script.tokenMs),
    perTokenMs: ((atMs.at(-1) ?? Number.NaN) - first) / (atMs.length - 1),
  };
}

async function measureTogether(name: string, file: string): Promise<void> {
  const source: ModelSource = { type: "file", path: file };
  await using lone = await load(createHostedEngine({ engine: "gguf" }), source, { threads: 1, parallel: 1 });
  await using bare = await load(createHostedEngine({ engine: "gguf" }), source, { parallel: together.parallel });
  await using service = await startService({ measured: { file } }, ["--parallel", String(together.parallel)]);
  await using served = await load(createOpenAiEngine(), endpoint(service.url, "measured"));
  const seen = new Map<string, number[]>();
  for (let round = -1; round < rounds; round++) {
    const rates: [string, number][] = [["lone", await rateOf(lone.chat, 1)]];
    for (const count of clients) {
      const turn = [
        ["bare", bare.chat],
        ["served", served.chat],
      ] as const;
      for (const [who, chat] of round % 2 === 0 ? turn : turn.toReversed())
        rates.push([`${who} ${count}`, await rateOf(chat, count)]);
    }
    if (round >= 0) for (const [key, rate] of rates) seen.set(key, [...(seen.get(key) ?? []), rate]);
  }
  const loneRate = median(seen.get("lone") ?? []);
  console.log(`together  ${name}: one stream on one thread ${loneRate.toFixed(0)} tok/s  n=${rounds}`);
  for (const count of clients) {
    const [direct = [], through = []] = [seen.get(`bare ${count}`), seen.get(`served ${count}`)];
    const ratio = median(through.map((rate, round) => rate / (direct[round] ?? Number.NaN)));
    console.log(
      `together  ${name.padEnd(16)} ${String(count).padStart(2)} clients  served ${median(through).toFixed(0).padStart(5)} tok/s, engine ${median(direct).toFixed(0).padStart(5)}  ratio ${ratio.toFixed(3)}  ${(median(through) / loneRate).toFixed(2)} x one stream  n=${rounds}`,
    );
  }
}

/** Tokens per second of all clients together, from the first request to the last token. */
async function rateOf(chat: ChatModel, count: number): Promise<number> {
  const startMs = performance.now();
  const counts = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const messages = [{ role: "user" as const, content: `Story ${index}` }];
      let tokens = 0;
      for await (const event of chat.chat({ messages, temperature: 0, maxTokens: together.tokens })) {
        if (event.type === "finish") tokens = event.usage.completionTokens ?? 0;
      }
      return tokens;
    }),
  );
  return counts.reduce((sum, one) => sum + one, 0) / ((performance.now() - startMs) / 1000);
}

async function measureRequests(): Promise<void> {
  await using service = await startService({});
  const { residentBytes = Number.NaN, proportionalBytes = Number.NaN } = await readProcessMemory(service.pid);
  console.log(
    `memory    without a model: ${(residentBytes / 1e6).toFixed(0)} MB resident, ${(proportionalBytes / 1e6).toFixed(0)} MB proportional`,
  );
  console.log(`start     to the first answer of /health: ${service.startMs.toFixed(0)} ms`);
  const dispatcher = new Agent({ connections: 16, pipelining: 1 });
  const rates: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const startMs = performance.now();
    let left = 4_000;
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (left-- > 0) await (await request(`${service.url}/v1/models`, { dispatcher })).body.dump();
      }),
    );
    if (round >= 0) rates.push(4_000 / ((performance.now() - startMs) / 1000));
  }
  await dispatcher.close();
  console.log(`requests  /v1/models, 16 connections: ${median(rates).toFixed(0)} per second  n=${rounds} x 4000`);
  const after = await readProcessMemory(service.pid);
  console.log(`memory    after that: ${((after.residentBytes ?? Number.NaN) / 1e6).toFixed(0)} MB resident`);
}

async function measureStart(): Promise<void> {
  const seen: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now();
    await using service = await startService({});
    await using remote = await load(createOpenAiEngine(), endpoint(service.url, "notes-micro"));
    for await (const event of remote.chat.chat({ messages: [{ role: "user", content: "hi" }], maxTokens: 1 }))
      if (event.type === "finish") seen.push(performance.now() - startedMs);
  }
  console.log(
    `start     of process, service and notes-micro to its first answer: median ${median(seen).toFixed(0)} ms  n=${rounds}`,
  );
}

function endpoint(url: string, model: string): ModelSource {
  return { type: "endpoint", baseUrl: `${url}/v1`, model };
}

async function load(
  engine: Engine,
  source: ModelSource,
  options: { readonly threads?: number; readonly parallel?: number } = {},
): Promise<{ readonly chat: ChatModel } & AsyncDisposable> {
  const { parallel = 16, threads } = options;
  const loaded = await engine.load(source, {
    parallel,
    contextTokens: 1024,
    ...(threads === undefined ? {} : { threads }),
  });
  if (loaded.chat === undefined) throw new Error("this model does not chat");
  return { chat: loaded.chat, [Symbol.asyncDispose]: () => Promise.resolve(loaded[Symbol.asyncDispose]()) };
}
