/**
 * Compares the gguf engine, in this process and hosted, with a bare loop over the same file and library.
 *
 *   node perf/gguf-engine.ts [--rounds 9] [--threads 1] [--only decode|together]
 *
 * The three take turns, so that a busy machine slows all alike; ratios are taken within a turn and their median reported.
 */
import { spawnSync } from "node:child_process";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Engine } from "../src/core/engine.ts";
import { createGgufEngine } from "../src/engines/gguf/create-gguf-engine.ts";
import { createHostedEngine } from "../src/engines/hosted/create-hosted-engine.ts";
import { median } from "../src/stats/centre.ts";
import { createBareLoop } from "./bare-loop.ts";
import { makeRandomGguf, r91m } from "./make-random-gguf.ts";
import { type Stream, timeDecode, timeTogether } from "./time-stream.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "9" },
    threads: { type: "string", default: "1" },
    only: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const threads = Number(values.threads);
const streams = [1, 4, 8, 16];
const togetherTokens = 128;
const notesMini = fileURLToPath(new URL("../models/assay-notes-mini-q8_0.gguf", import.meta.url));

// The library's threads need a single libuv worker, which must be set before Node starts.
if (process.env.UV_THREADPOOL_SIZE === "1") await main();
else {
  const env = { ...process.env, UV_THREADPOOL_SIZE: "1" };
  process.exitCode = spawnSync(process.execPath, process.argv.slice(1), { stdio: "inherit", env }).status ?? 1;
}

async function main(): Promise<void> {
  console.log(
    `${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}`,
  );
  const big = await makeRandomGguf("r91m", r91m);
  const chat = ["Tell me about the meeting of the team on Friday."];
  const questions = [
    "What is local AI?",
    "Say exactly: Ünïcödé",
    "Repeat this: Café Zoë",
    "Why run a model on the device?",
  ];
  if (values.only !== "together") {
    await compareDecode("r91m q4_0", big, chat, 100);
    await compareDecode("notes-mini q8_0", notesMini, [...questions, ...questions], 200);
  }
  if (values.only !== "decode") await compareTogether("r91m q4_0", big);
}

async function compareDecode(name: string, file: string, prompts: readonly string[], maxTokens: number): Promise<void> {
  await using bare = await createBareLoop(file, threads);
  await using own = await createEngineStream(createGgufEngine(), file, 1, threads);
  await using hosted = await createEngineStream(createHostedEngine({ engine: "gguf" }), file, 1, threads);
  const contestants = { bare, "in process": own, hosted };
  const rates = new Map<string, number[]>();
  for (let round = -1; round < rounds; round++) {
    const turn = Object.entries(contestants);
    if (round % 2 === 0) turn.reverse();
    for (const [who, stream] of turn) {
      const rate = await timeDecode(stream, prompts, maxTokens);
      // Round -1 warms up.
      if (round >= 0) rates.set(who, [...(rates.get(who) ?? []), rate]);
    }
  }
  const base = rates.get("bare") ?? [];
  for (const [who, seen] of rates) {
    const ratio = median(seen.map((rate, round) => rate / (base[round] ?? Number.NaN)));
    console.log(
      `decode    ${name.padEnd(16)} ${who.padEnd(10)} ${median(seen).toFixed(0).padStart(5)} tok/s  ratio ${ratio.toFixed(3)}  n=${seen.length}, ${threads} thread(s)`,
    );
  }
}

async function compareTogether(name: string, file: string): Promise<void> {
  await using lone = await createEngineStream(createGgufEngine(), file, 1, 1);
  await using own = await createEngineStream(createGgufEngine(), file, 16, threads);
  await using hosted = await createEngineStream(createHostedEngine({ engine: "gguf" }), file, 16, threads);
  const seen = new Map<string, number[]>();
  const note = (key: string, rate: number) => void seen.set(key, [...(seen.get(key) ?? []), rate]);
  for (let round = -1; round < Math.ceil(rounds / 3); round++) {
    const keep = round < 0 ? () => {} : note;
    keep("lone", await timeTogether(lone, promptsFor(1), togetherTokens));
    for (const count of streams) {
      keep(`in process ${count}`, await timeTogether(own, promptsFor(count), togetherTokens));
      keep(`hosted ${count}`, await timeTogether(hosted, promptsFor(count), togetherTokens));
    }
  }
  const loneRate = median(seen.get("lone") ?? []);
  for (const [key, rates] of seen)
    console.log(
      `together  ${name.padEnd(16)} ${key.padEnd(14)} ${median(rates).toFixed(0).padStart(5)} tok/s  ${(median(rates) / loneRate).toFixed(2)} x one stream on one thread  n=${rates.length}, ${key === "lone" ? 1 : threads} thread(s)`,
    );
}

function promptsFor(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `Story ${index}`);
}

async function createEngineStream(engine: Engine, file: string, parallel: number, asked: number): Promise<Stream> {
  const model = await engine.load({ type: "file", path: file }, { threads: asked, parallel, contextTokens: 1024 });
  return {
    async *tokens(prompt, maxTokens) {
      const request = {
        messages: [{ role: "user" as const, content: prompt }],
        temperature: 0,
        maxTokens,
        promptReuse: false,
      };
      for await (const event of model.chat?.chat(request) ?? [])
        if (event.type === "text-delta") yield event.tokens ?? 0;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(model[Symbol.asyncDispose]()),
  };
}
