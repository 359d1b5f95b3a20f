/**
 * Sets our onnx engine beside our gguf engine on the same weights, and beside onnxruntime-genai on the same graph:
 *
 *   node perf/onnx-engine.ts [--rounds 5] [--tokens 96] [--threads 2] model.onnx[=model.gguf] ...
 *
 * Each contestant is a process of its own, so that the memory of each can be told; they take turns, and ratios are taken
 * within a round. onnxruntime-genai is brought from PyPI into an environment that goes when the script ends; without
 * Python or a way to PyPI it is left out. Its first token computes the scores of the whole prompt where the graph lets
 * one ask for the last alone: it always takes all of them.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { median } from "../src/stats/centre.ts";
import { type Contestant, startContestant } from "./contestant.ts";
import { installGenai, makeGenaiFolder } from "./genai-setup.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    tokens: { type: "string", default: "96" },
    threads: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const maxTokens = Number(values.tokens);
const questions = [
  "Tell a story about local models.",
  "What is the difference between a model that is small and one that is large?",
  "Extract the action items from the notes.\n\n- Ingrid will share the device order by January 20.\n- Pofili has to share the press text before Friday.",
];

const scratch = mkdtempSync(path.join(os.tmpdir(), "assay-perf-"));
try {
  console.log(`${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)}`);
  const python = installGenai(scratch);
  for (const pair of positionals) {
    const [graph = "", gguf] = pair.split("=").map((file) => path.resolve(file));
    console.log(`\n${path.basename(path.dirname(path.dirname(graph)))} ${path.basename(graph)}\n`);
    await contest(await start(graph, gguf, python));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

type Contestants = ReadonlyMap<string, Contestant>;

/** What one contestant showed in one round: medians over the questions. */
interface Figures {
  readonly rate: number;
  readonly firstMs: number;
}

async function start(graph: string, gguf: string | undefined, python: string | undefined): Promise<Contestants> {
  const node = async (engine: string, file: string) => {
    const args = ["perf/engine-contestant.ts", engine, file, scratch, values.threads ?? ""];
    // The first load measures what every later one remembers.
    await (await startContestant(process.execPath, args)).stop();
    return await startContestant(process.execPath, args);
  };
  const all = new Map([["onnx", await node("onnx", graph)]]);
  if (gguf !== undefined) all.set("gguf", await node("gguf", gguf));
  if (python === undefined) return all;
  const folder = makeGenaiFolder(graph, mkdtempSync(path.join(scratch, "genai-")), Number(values.threads ?? 0));
  const keepInputs = readFileSync(graph, "latin1").includes("num_logits_to_keep") ? ["num_logits_to_keep"] : [];
  return all.set("genai", await startContestant(python, ["perf/genai-contestant.py", folder, ...keepInputs]));
}

async function contest(contestants: Contestants): Promise<void> {
  const seen = new Map<string, Figures[]>();
  for (let round = -1; round < rounds; round++) {
    const turn = round % 2 === 0 ? [...contestants] : [...contestants].reverse();
    for (const [who, contestant] of turn) {
      const figures = await ask(contestant);
      // Round -1 warms up.
      if (round >= 0) seen.set(who, [...(seen.get(who) ?? []), figures]);
    }
  }
  console.log("| engine | tokens/s | onnx / it | first token, ms | onnx / it | resident, MB | peak, MB |");
  console.log(`|${" --- |".repeat(7)}`);
  const own = seen.get("onnx") ?? [];
  for (const [who, figures] of seen) {
    const cells = (["rate", "firstMs"] as const).flatMap((key) => {
      const ratios = figures.map((one, round) => (own[round]?.[key] ?? Number.NaN) / one[key]);
      return [median(figures.map((one) => one[key])).toFixed(key === "rate" ? 0 : 1), median(ratios).toFixed(2)];
    });
    const { residentMb, peakMb } = contestants.get(who)?.memory() ?? {};
    console.log(`| ${[who, ...cells, residentMb ?? "?", peakMb ?? "?"].join(" | ")} |`);
  }
  console.log("");
  for (const [who, contestant] of contestants) {
    const { promptTokens, tokens, text } = await contestant.ask(toPrompt(questions[0] ?? ""), maxTokens);
    console.log(`${who}: ${promptTokens} + ${tokens} tokens, ${JSON.stringify(text.slice(0, 80))}`);
    await contestant.stop();
  }
}

async function ask(contestant: Contestant): Promise<Figures> {
  const answers = [];
  for (const question of questions) answers.push(await contestant.ask(toPrompt(question), maxTokens));
  return {
    rate: median(answers.map(({ tokens, decodeMs }) => ((tokens - 1) / decodeMs) * 1000)),
    firstMs: median(answers.map(({ firstMs }) => firstMs)),
  };
}

/** The template is written out, so that all get the very same tokens. */
function toPrompt(question: string): string {
  return `<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`;
}
