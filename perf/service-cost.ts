/**
 * What the service adds to the engine behind it.
 *
 *   node perf/service-cost.ts [--rounds 5] [--only added|together|requests|start]
 *
 * - added: a scripted model whose tokens come at stated times, in this process and through the service: the difference of
 *   the quantiles is what HTTP, JSON and the scheduler of the system add
 * - together: tokens/s of real files for 1 to 16 clients, through the service and straight from the hosted engine; beside
 *   llama.cpp's own server with two threads where ASSAY_LLAMA_SERVER names one
 * - requests: `/v1/models` per second, and memory without a model
 * - start: from nothing to the first answer of a small model
 */
import { readFileSync } from "node:fs";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Agent, request } from "undici";
import type { ChatModel } from "../src/core/chat-model.ts";
import type { Engine, ModelSource } from "../src/core/engine.ts";
import { createFakeEngine } from "../src/engines/fake/create-fake-engine.ts";
import { createHostedEngine } from "../src/engines/hosted/create-hosted-engine.ts";
import { median } from "../src/stats/centre.ts";
import { quantile } from "../src/stats/quantile.ts";
import { readProcessMemory } from "../src/system/read-process-memory.ts";
import { createNodeOpenAiEngine } from "../test/create-node-openai-engine.ts";
import { makeRandomGguf, r91m } from "./make-random-gguf.ts";
import { startPeer, startService } from "./start-service.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" }, only: { type: "string" } } });
const rounds = Number(values.rounds);
const clients = [1, 2, 4, 8, 16];
const together = { tokens: 128, parallel: 16 };
const script = { tokens: Array.from({ length: 50 }, () => " word"), firstTokenMs: 20, tokenMs: 10 };
/** Answered with some 60 tokens each. */
const meetingNotes = JSON.parse(readFileSync("prompts/meeting-notes.json", "utf8")).map(
  ({ prompt }: { readonly prompt: string }) => prompt,
);
const notesMini = fileURLToPath(new URL("../models/assay-notes-mini-q8_0.gguf", import.meta.url));

console.log(
  `${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}`,
);
if (wanted("added")) await measureAdded();
if (wanted("together")) {
  await measureTogether("r91m q4_0", await makeRandomGguf("r91m", r91m), ["Story"], 1);
  await measureTogether("notes-mini q8_0", notesMini, meetingNotes, 4);
}
if (wanted("requests")) await measureRequests();
if (wanted("start")) await measureStart();

function wanted(part: string): boolean {
  return values.only === undefined || values.only === part;
}

async function measureAdded(): Promise<void> {
  await using service = await startService({ paced: { script } }, ["--parallel", String(together.parallel)]);
  await using local = await load(createFakeEngine(), { type: "script", script });
  const dispatcher = new Agent({ connections: together.parallel });
  for (const count of [1, 4, 16]) {
    const seen = { local: emptyTimes(), remote: emptyTimes() };
    for (let round = -2; round < rounds; round++) {
      for (const [who, arrivals] of [
        ["local", () => arrivalsOf(local.chat)],
        ["remote", () => arrivalsFrom(service.url, dispatcher)],
      ] as const) {
        const times = await Promise.all(Array.from({ length: count }, () => timeTokens(arrivals())));
        if (round < 0) continue;
        for (const one of times) {
          seen[who].ttftMs.push(one.ttftMs);
          seen[who].perTokenMs.push(one.perTokenMs);
        }
      }
    }
    for (const figure of ["ttftMs", "perTokenMs"] as const) {
      const [p50 = Number.NaN, p99 = Number.NaN] = [0.5, 0.99].map(
        (p) => quantile(seen.remote[figure], p) - quantile(seen.local[figure], p),
      );
      console.log(
        `added     ${figure.padEnd(10)} ${String(count).padStart(2)} clients  p50 ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms  n=${seen.remote[figure].length}`,
      );
    }
  }
  await dispatcher.close();
}

function emptyTimes() {
  return { ttftMs: [] as number[], perTokenMs: [] as number[] };
}

/** Times of one answer: to the first token, and from the first to the last, per token. */
async function timeTokens(arrivals: AsyncIterable<number>) {
  const startMs = performance.now();
  const atMs: number[] = [];
  for await (const tokens of arrivals)
    for (let token = 0; token < tokens; token++) atMs.push(performance.now() - startMs);
  const first = atMs[0] ?? Number.NaN;
  return { ttftMs: first, perTokenMs: ((atMs.at(-1) ?? Number.NaN) - first) / (atMs.length - 1) };
}

/** Yields the number of tokens that came together. */
async function* arrivalsOf(chat: ChatModel): AsyncGenerator<number> {
  for await (const event of chat.chat({ messages: [{ role: "user", content: "hi" }] }))
    if (event.type === "text-delta") yield 1;
}

async function* arrivalsFrom(url: string, dispatcher: Agent): AsyncGenerator<number> {
  for await (const chunk of askStream(url, dispatcher, "paced", "hi")) yield chunk.split('"content":" ').length - 1;
}

/** A client that costs next to nothing, since it runs on the same cores: the text of a stream, unparsed. */
async function* askStream(url: string, dispatcher: Agent, model: string, content: string): AsyncGenerator<string> {
  const messages = [{ role: "user", content }];
  const more = { temperature: 0, max_tokens: together.tokens, stream: true, stream_options: { include_usage: true } };
  const body = JSON.stringify({ model, messages, ...more });
  const headers = { "content-type": "application/json" };
  const answer = await request(`${url}/v1/chat/completions`, { dispatcher, method: "POST", headers, body });
  for await (const chunk of answer.body) yield String(chunk);
}

/** @param each questions that every client asks one after the other */
async function measureTogether(name: string, file: string, questions: readonly string[], each: number): Promise<void> {
  const source: ModelSource = { type: "file", path: file };
  await using lone = await load(createHostedEngine({ engine: "gguf" }), source, { threads: 1, parallel: 1 });
  await using bare = await load(createHostedEngine({ engine: "gguf" }), source, { parallel: together.parallel });
  await using service = await startService({ measured: { file } }, ["--parallel", String(together.parallel)]);
  await using dispatcher = Object.assign(
    new Agent({ connections: together.parallel, keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000 }),
    {
      [Symbol.asyncDispose]: () => dispatcher.close(),
    },
  );
  const binary = process.env.ASSAY_LLAMA_SERVER;
  await using peer = binary === undefined ? undefined : await startPeer(binary, file, together);
  const seen = new Map<string, number[]>();
  for (let round = -1; round < rounds; round++) {
    const rates: [string, number][] = [["lone", await rateOf(1, askModel(lone.chat), questions, each)]];
    for (const count of clients) {
      const turn = [
        ["bare", askModel(bare.chat)],
        ["served", askService(service.url, dispatcher)],
        ...(peer === undefined ? [] : [["peer", askService(peer.url, dispatcher)] as const]),
      ] as const;
      for (const [who, ask] of round % 2 === 0 ? turn : turn.toReversed())
        rates.push([`${who} ${count}`, await rateOf(count, ask, questions, each)]);
    }
    if (round >= 0) for (const [key, rate] of rates) seen.set(key, [...(seen.get(key) ?? []), rate]);
  }
  const loneRate = median(seen.get("lone") ?? []);
  console.log(`together  ${name}: one stream on one thread ${loneRate.toFixed(0)} tok/s  n=${rounds}`);
  for (const count of clients) {
    const [direct = [], through = []] = [seen.get(`bare ${count}`), seen.get(`served ${count}`)];
    const peerRates = seen.get(`peer ${count}`);
    const besidePeer =
      peerRates === undefined
        ? ""
        : `  llama-server ${median(peerRates).toFixed(0)}, ratio ${median(through.map((rate, round) => rate / (peerRates[round] ?? Number.NaN))).toFixed(3)}`;
    const ratio = median(through.map((rate, round) => rate / (direct[round] ?? Number.NaN)));
    console.log(
      `together  ${name.padEnd(16)} ${String(count).padStart(2)} clients  served ${median(through).toFixed(0).padStart(5)} tok/s, engine ${median(direct).toFixed(0).padStart(5)}  ratio ${ratio.toFixed(3)}  ${(median(through) / loneRate).toFixed(2)} x one stream${besidePeer}  n=${rounds}`,
    );
  }
}

/** Asks one question and says how many tokens came. */
type Ask = (question: string) => Promise<number>;

/** Tokens per second of all clients together, from the first request to the last token. */
async function rateOf(count: number, ask: Ask, questions: readonly string[], each: number): Promise<number> {
  const startMs = performance.now();
  const counts = await Promise.all(
    Array.from({ length: count }, async (_, client) => {
      let tokens = 0;
      for (let turn = 0; turn < each; turn++) {
        const question = questions[(client * each + turn) % questions.length] ?? "";
        // The number keeps one client's prompt from being another's prefix.
        tokens += await ask(`${client}. ${question}`);
      }
      return tokens;
    }),
  );
  return counts.reduce((sum, one) => sum + one, 0) / ((performance.now() - startMs) / 1000);
}

function askModel(chat: ChatModel): Ask {
  return async (content) => {
    let tokens = 0;
    const request = { messages: [{ role: "user" as const, content }], temperature: 0, maxTokens: together.tokens };
    for await (const event of chat.chat(request))
      if (event.type === "finish") tokens = event.usage.completionTokens ?? 0;
    return tokens;
  };
}

/** Looks at the end of the stream only. */
function askService(url: string, dispatcher: Agent): Ask {
  return async (content) => {
    let end = "";
    for await (const chunk of askStream(url, dispatcher, "measured", content)) end = (end + chunk).slice(-2_000);
    return Number(/"completion_tokens":(\d+)/.exec(end)?.[1]);
  };
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
    await using remote = await load(createNodeOpenAiEngine(), endpoint(service.url, "notes-micro"));
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
