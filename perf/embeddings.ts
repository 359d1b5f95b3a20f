/**
 * Texts that the service turns into vectors per second, alone and beside a process that keeps one core busy:
 *
 *   node perf/embeddings.ts [--texts 64] [--rounds 5] [--model models/all-minilm-l6-v2-q8_0.gguf]
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { median } from "../src/stats/centre.ts";
import { writePrompt } from "./real-prompts.ts";
import { startService } from "./start-service.ts";

const { values } = parseArgs({
  options: {
    texts: { type: "string", default: "64" },
    rounds: { type: "string", default: "5" },
    model: { type: "string", default: "models/all-minilm-l6-v2-q8_0.gguf" },
  },
});
const texts = Array.from({ length: Number(values.texts) }, (_, index) => writePrompt(index).slice(0, 200));

await using service = await startService({ real: { file: path.resolve(values.model) } }, ["--no-key"]);
await embed(texts.slice(0, 1));
for (const size of [1, 16, texts.length]) {
  const alone = await timeRounds(size);
  const other = spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
  const beside = await timeRounds(size);
  other.kill();
  console.log(
    `${size} texts a request: ${alone.toFixed(0)} texts/s alone, ${beside.toFixed(0)} beside a busy process (${(beside / alone).toFixed(2)})`,
  );
}

/** Texts per second, sent in requests of so many, one after the other. */
async function timeRounds(size: number): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const startMs = performance.now();
    for (let from = 0; from < texts.length; from += size) await embed(texts.slice(from, from + size));
    rates.push((texts.length / (performance.now() - startMs)) * 1000);
  }
  return median(rates);
}

async function embed(input: readonly string[]): Promise<void> {
  const response = await fetch(`${service.url}/v1/embeddings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "real", input, encoding_format: "base64" }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}
