// What it costs to have a model answer from a process of its own: the fake engine, which takes no time itself,
// in this process and hosted. Prints microseconds per token for streams alone and at once, and the time of a load.
// Run: node perf/hosted-cost.ts [tokens per answer] [repetitions]
import { cpus } from "node:os";
import type { ChatModel } from "../src/core/chat-model.ts";
import type { Engine, LoadedModel } from "../src/core/engine.ts";
import { createFakeEngine } from "../src/engines/fake/create-fake-engine.ts";
import { createHostedEngine } from "../src/engines/hosted/create-hosted-engine.ts";
import { median } from "../src/stats/centre.ts";

const [tokens = 20_000, repetitions = 7] = process.argv.slice(2).map(Number);
const engines: Readonly<Record<string, Engine>> = {
  "in process": createFakeEngine(),
  hosted: createHostedEngine({ engine: "fake" }),
};

console.log(`${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, Node ${process.version}`);
console.log(`${tokens} tokens per answer, median of ${repetitions} after 2 unmeasured\n`);
console.log("streams | in process us/token | hosted us/token | added us/token | ratio");
for (const streams of [1, 4, 16]) {
  const costs: Record<string, number> = {};
  for (const [name, engine] of Object.entries(engines)) {
    await using model = await load(engine, streams, tokens / streams);
    costs[name] = await measure(model, streams);
  }
  const { "in process": bare = Number.NaN, hosted = Number.NaN } = costs;
  const row = [streams, bare.toFixed(2), hosted.toFixed(2), (hosted - bare).toFixed(2), (hosted / bare).toFixed(1)];
  console.log(row.join(" | "));
}

const loadsMs: number[] = [];
for (let turn = 0; turn < repetitions; turn++) {
  const startMs = performance.now();
  await using _ = await load(createHostedEngine({ engine: "fake" }), 1, 1);
  loadsMs.push(performance.now() - startMs);
}
console.log(`\nstart of the process and load of nothing: ${median(loadsMs).toFixed(0)} ms`);
await using idle = await load(createHostedEngine({ engine: "fake" }), 1, 1);
const { residentBytes = Number.NaN, proportionalBytes = Number.NaN } = (await idle.readMemory?.()) ?? {};
console.log(
  `memory of the process without a model: ${mb(residentBytes)} MB resident, ${mb(proportionalBytes)} MB proportional`,
);

function load(engine: Engine, parallel: number, count: number): Promise<LoadedModel> {
  const script = { tokens: Array.from({ length: count }, () => " word") };
  return engine.load({ type: "script", script }, { parallel });
}

async function measure({ chat }: LoadedModel, streams: number): Promise<number> {
  const perTokenUs: number[] = [];
  for (let turn = -2; turn < repetitions; turn++) {
    const startMs = performance.now();
    await Promise.all(Array.from({ length: streams }, () => read(chat)));
    if (turn >= 0) perTokenUs.push(((performance.now() - startMs) * 1_000) / tokens);
  }
  return median(perTokenUs);
}

async function read(chat: ChatModel | undefined): Promise<void> {
  for await (const _ of chat?.chat({ messages: [{ role: "user", content: "hi" }] }) ?? []);
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
