/**
 * Sets our service, everything at its default, beside llama-server and llama-bench of the same release, on real models:
 *
 *   ASSAY_REAL_MODELS=folder node perf/real-models.ts [--rounds 3] [--clients 1,2,4,8,16] [--models SmolLM2,Qwen]
 *     [--only new,repeated,talks,bench] [--tokens 64]
 *
 * Build the peers once with `perf/build-peers.ts`. Both take turns, so that a busy machine slows both; ratios are taken
 * within a round and their median reported, ours over theirs.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { median } from "../src/stats/centre.ts";
import { askStream, type ChatTurn, type SeenAnswer } from "./ask-stream.ts";
import { findPeer } from "./build-peers.ts";
import { readTreeMemory } from "./read-tree-memory.ts";
import { writePrompt } from "./real-prompts.ts";
import { startPeer, startService } from "./start-service.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    clients: { type: "string", default: "1,2,4,8,16" },
    models: { type: "string", default: "SmolLM2,Qwen" },
    only: { type: "string", default: "bench,new,repeated,talks" },
    tokens: { type: "string", default: "64" },
  },
});
const rounds = Number(values.rounds);
const maxTokens = Number(values.tokens);
const clientCounts = values.clients.split(",").map(Number);
const parts = values.only.split(",");
const peerParallel = 16;
const talkTurns = 6;
const talkCount = 8;

interface Contestant {
  readonly url: string;
  readonly pid: number;
}

interface Figures {
  /** Tokens of all answers over the time from the first request to the last token. */
  readonly rate: number;
  readonly decode: number;
  readonly prefill: number;
  readonly ttftP50: number;
  readonly ttftP99: number;
  readonly cached: number;
}

let nextPrompt = 1;

for (const file of findModels()) {
  console.log(`\n${path.basename(file)} - ${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores`);
  if (parts.includes("bench")) runBench(file);
  await using ours = await startService({ real: { file } }, ["--no-key"]);
  await using theirs = await startPeer(findPeer("llama-server"), file, {
    parallel: peerParallel,
    contextTokens: 16_384,
  });
  const contestants = { ours, theirs };
  for (const contestant of Object.values(contestants)) await askOne(contestant, [say(writePrompt(nextPrompt++))]);
  for (const clients of clientCounts) {
    if (parts.includes("new"))
      await compare(`new, ${clients}`, contestants, (one) => askTogether(one, newPrompts(clients)));
    if (parts.includes("repeated")) {
      const prompts = newPrompts(clients);
      for (const one of Object.values(contestants)) await askTogether(one, prompts);
      await compare(`repeated, ${clients}`, contestants, (one) => askTogether(one, prompts));
    }
  }
  if (parts.includes("talks")) await compare(`${talkCount} talks`, contestants, talkInTurn);
  const memory = Object.entries(contestants).map(([name, { pid }]) => `${name} ${readTreeMemory(pid)} MB`);
  console.log(`memory of all processes: ${memory.join(", ")}`);
}

function findModels(): readonly string[] {
  const folder = process.env.ASSAY_REAL_MODELS;
  if (folder === undefined) throw new Error("ASSAY_REAL_MODELS must name the folder with the real models");
  const wanted = values.models.split(",");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".gguf") && wanted.some((one) => name.startsWith(one)))
    .map((name) => path.join(folder, name));
}

function runBench(file: string): void {
  for (const threads of [1, 2]) {
    const args = ["-m", file, "-t", String(threads), "-p", "256", "-n", "64", "-r", "3", "-o", "json"];
    const { stdout } = spawnSync(findPeer("llama-bench"), args, { encoding: "utf8" });
    const results: readonly { readonly n_prompt: number; readonly avg_ts: number }[] = JSON.parse(stdout);
    const cells = results.map(({ n_prompt, avg_ts }) => `${n_prompt > 0 ? "prefill" : "decode"} ${avg_ts.toFixed(0)}`);
    console.log(`llama-bench, ${threads} thread(s): ${cells.join(", ")} tok/s`);
  }
}

async function compare(
  name: string,
  contestants: Readonly<Record<string, Contestant>>,
  measure: (contestant: Contestant) => Promise<Figures>,
): Promise<void> {
  const seen = new Map<string, Figures[]>();
  for (let round = 0; round < rounds; round++) {
    const turn = Object.entries(contestants);
    if (round % 2 === 1) turn.reverse();
    const startPrompt = nextPrompt;
    for (const [who, contestant] of turn) {
      // Both are asked the same.
      nextPrompt = startPrompt;
      seen.set(who, [...(seen.get(who) ?? []), await measure(contestant)]);
    }
  }
  const ours = seen.get("ours") ?? [];
  const theirs = seen.get("theirs") ?? [];
  const cell = (key: keyof Figures) => {
    // Nothing found in a cache on either side has no ratio.
    const ratio = median(ours.map((figures, round) => (figures[key] + 1e-9) / ((theirs[round]?.[key] ?? 0) + 1e-9)));
    const own = median(ours.map((figures) => figures[key]));
    const other = median(theirs.map((figures) => figures[key]));
    return `${key} ${own.toFixed(0)}/${other.toFixed(0)} (${ratio.toFixed(2)})`;
  };
  const keys = ["rate", "decode", "prefill", "ttftP50", "ttftP99", "cached"] as const;
  console.log(`${name.padEnd(14)} ${keys.map((key) => cell(key).padEnd(26)).join("")}`);
}

function newPrompts(count: number): readonly ChatTurn[][] {
  return Array.from({ length: count }, () => [say(writePrompt(nextPrompt++))]);
}

async function askTogether(contestant: Contestant, prompts: readonly (readonly ChatTurn[])[]): Promise<Figures> {
  const startMs = performance.now();
  const answers = await Promise.all(prompts.map((messages) => askOne(contestant, messages)));
  return toFigures(answers, performance.now() - startMs);
}

/** Conversations that go on, one turn of each after the other. */
async function talkInTurn(contestant: Contestant): Promise<Figures> {
  const talks = newPrompts(talkCount);
  const startMs = performance.now();
  const answers: SeenAnswer[] = [];
  for (let turn = 0; turn < talkTurns; turn++)
    for (const talk of talks) {
      const answer = await askOne(contestant, talk);
      answers.push(answer);
      talk.push({ role: "assistant", content: answer.text }, say("And what follows from that? Go on."));
    }
  return toFigures(answers, performance.now() - startMs);
}

function askOne({ url }: Contestant, messages: readonly ChatTurn[]): Promise<SeenAnswer> {
  return askStream(url, "real", { messages, maxTokens });
}

function toFigures(answers: readonly SeenAnswer[], tookMs: number): Figures {
  const sum = (read: (answer: SeenAnswer) => number) => answers.reduce((total, answer) => total + read(answer), 0);
  const ttfts = answers.map(({ ttftMs }) => ttftMs).sort((a, b) => a - b);
  return {
    rate: (sum(({ completionTokens }) => completionTokens) / tookMs) * 1000,
    decode: (sum((answer) => answer.completionTokens - 1) / sum((answer) => answer.endMs - answer.ttftMs)) * 1000,
    prefill: (sum((answer) => answer.promptTokens - answer.cachedTokens) / sum(({ ttftMs }) => ttftMs)) * 1000,
    ttftP50: median(ttfts),
    ttftP99: ttfts.at(-1) ?? Number.NaN,
    cached: sum(({ cachedTokens }) => cachedTokens),
  };
}

function say(content: string): ChatTurn {
  return { role: "user", content };
}
