/**
 * Sets our service, everything at its default, beside llama-server and llama-bench of the same release, on real models:
 *
 *   ASSAY_REAL_MODELS=folder node perf/real-models.ts [--models SmolLM2,Qwen] [--only bench,new,repeated,talks]
 *     [--clients 1,2,4,8,16] [--rounds 3] [--tokens 64] [--minutes 4]
 *
 * Build the peers once with `perf/build-peers.ts`. Each part of `--only` ends after about so many minutes a model, with
 * fewer rounds where the time is short. Ratios are taken within a round, ours over theirs, and their median is shown.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { askStream, type ChatTurn, type SeenAnswer } from "./ask-stream.ts";
import { findPeer } from "./build-peers.ts";
import { type Figures, tableHead, tableRow, takeTurns, toFigures } from "./contest.ts";
import { readTreeMemory } from "./read-tree-memory.ts";
import { writePrompt } from "./real-prompts.ts";
import { startPeer, startService } from "./start-service.ts";

const { values } = parseArgs({
  options: {
    models: { type: "string", default: "SmolLM2,Qwen" },
    only: { type: "string", default: "bench,new,repeated,talks" },
    clients: { type: "string", default: "1,2,4,8,16" },
    rounds: { type: "string", default: "3" },
    tokens: { type: "string", default: "64" },
    minutes: { type: "string", default: "4" },
  },
});
const rounds = Number(values.rounds);
const maxTokens = Number(values.tokens);
const partMs = Number(values.minutes) * 60_000;
const clientCounts = values.clients.split(",").map(Number);
const parts = values.only.split(",");
const peerParallel = 16;
const talkTurns = 6;
const talkCount = 8;

interface Contestant {
  readonly url: string;
  readonly pid: number;
}

let nextPrompt = 1;

for (const file of findModels()) {
  console.log(`\n${path.basename(file)} - ${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores`);
  if (parts.includes("bench")) runBench(file);
  if (parts.every((part) => part === "bench")) continue;
  await using ours = await startService({ real: { file } }, ["--no-key"]);
  await using theirs = await startPeer(findPeer("llama-server"), file, {
    parallel: peerParallel,
    // A conversation grows beyond the 1,024 tokens that suffice for the other parts.
    contextTokens: parts.includes("talks") ? 32_768 : 16_384,
  });
  await contest({ ours, theirs });
}

async function contest(contestants: { readonly ours: Contestant; readonly theirs: Contestant }): Promise<void> {
  const limits = { rounds, limitMs: partMs };
  // Many clients compute more.
  const allClients = clientCounts.reduce((sum, count) => sum + count, 0);
  const limitsOf = (clients: number) => ({ rounds, limitMs: (partMs * clients) / allClients });
  for (const contestant of Object.values(contestants)) await askOne(contestant, [say(writePrompt(nextPrompt++))]);
  console.log(`\nOurs / llama-server (ratio).\n\n${tableHead()}`);
  for (const clients of parts.includes("new") ? clientCounts : []) {
    const measure = inTurn(contestants, (one) => askTogether(one, newPrompts(clients)));
    console.log(tableRow(`new prompts, ${clients}`, await takeTurns(measure, limitsOf(clients))));
  }
  for (const clients of parts.includes("repeated") ? clientCounts : []) {
    const prompts = newPrompts(clients);
    for (const one of Object.values(contestants)) await askTogether(one, prompts);
    const measure = inTurn(contestants, (one) => askTogether(one, prompts));
    console.log(tableRow(`repeated prompts, ${clients}`, await takeTurns(measure, limitsOf(clients))));
  }
  if (!parts.includes("talks")) return;
  const measure = inTurn(contestants, talkInTurn);
  console.log(tableRow(`${talkCount} conversations in turn`, await takeTurns(measure, limits)));
}

/** Both are asked the same in a round, and something new in the next. */
function inTurn(
  contestants: { readonly ours: Contestant; readonly theirs: Contestant },
  measure: (contestant: Contestant) => Promise<Figures>,
): (who: "ours" | "theirs") => Promise<Figures> {
  let firstPrompt: number | undefined;
  return async (who) => {
    const isSecond = firstPrompt !== undefined;
    if (firstPrompt !== undefined) nextPrompt = firstPrompt;
    firstPrompt = isSecond ? undefined : nextPrompt;
    return await measure(contestants[who]);
  };
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

function newPrompts(count: number): readonly ChatTurn[][] {
  return Array.from({ length: count }, () => [say(writePrompt(nextPrompt++))]);
}

async function askTogether(contestant: Contestant, prompts: readonly (readonly ChatTurn[])[]): Promise<Figures> {
  const startMs = performance.now();
  const answers = await Promise.all(prompts.map((messages) => askOne(contestant, messages)));
  return toFigures(answers, performance.now() - startMs, readTreeMemory(contestant.pid));
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
  return toFigures(answers, performance.now() - startMs, readTreeMemory(contestant.pid));
}

function askOne({ url }: Contestant, messages: readonly ChatTurn[]): Promise<SeenAnswer> {
  return askStream(url, "real", { messages, maxTokens });
}

function say(content: string): ChatTurn {
  return { role: "user", content };
}
