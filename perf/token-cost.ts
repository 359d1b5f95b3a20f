/**
 * Processor time per token of the service and of the model's process. It depends less on what else the machine
 * does than tokens per second, yet not little: caches are shared. So another checkout can be asked in turn. Linux only.
 *
 *   node perf/token-cost.ts [--clients 1,4,16] [--rounds 9] [--tokens 64] [--model file.gguf] [--beside folder]
 *
 * The model's process computes as well: its figures are of use beside others of the same model only.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { median } from "../src/stats/centre.ts";
import { askStream } from "./ask-stream.ts";
import { listTree } from "./read-tree-memory.ts";
import { type MeasuredService, startService } from "./start-service.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "1,4,16" },
    rounds: { type: "string", default: "9" },
    tokens: { type: "string", default: "64" },
    model: { type: "string", default: "models/assay-notes-mini-q8_0.gguf" },
    beside: { type: "string" },
  },
});
const maxTokens = Number(values.tokens);
const places = ["service", "model's process"];
const start = (checkout: string) =>
  startService({ real: { file: path.resolve(values.model) } }, ["--no-key"], checkout);

await using here = await start(".");
await using beside = values.beside === undefined ? undefined : await start(values.beside);
const services = beside === undefined ? [here] : [here, beside];
for (const one of services) await ask(one, 16);
console.log(`us of processor time per token | ${places.join(" | ")}`);
for (const clients of values.clients.split(",").map(Number)) {
  const seen = services.map((): number[][] => []);
  for (let round = -1; round < Number(values.rounds); round++)
    for (const [index, service] of services.entries()) {
      const costs = await measure(service, clients);
      if (round >= 0) seen[index]?.push(costs);
    }
  const cells = places.map((_, place) => show(seen.map((rounds) => rounds.map((costs) => costs[place] ?? Number.NaN))));
  console.log(`${clients} clients | ${cells.join(" | ")}`);
}

/** The median and the lowest of each, and the median of the ratios within a round. */
function show([ours = [], theirs = []]: readonly (readonly number[])[]): string {
  const figure = (rounds: readonly number[]) => `${median(rounds).toFixed(0)} (${Math.min(...rounds).toFixed(0)})`;
  if (theirs.length === 0) return figure(ours);
  const ratio = median(ours.map((us, round) => us / (theirs[round] ?? Number.NaN)));
  return `${figure(ours)} / ${figure(theirs)}: ${ratio.toFixed(2)}`;
}

async function measure(service: MeasuredService, clients: number): Promise<number[]> {
  const before = readTimes(service);
  const tokens = await ask(service, clients);
  return readTimes(service).map((us, place) => (us - (before[place] ?? 0)) / tokens);
}

/** Asks that many times at once for as many tokens as may come, and says how many did. */
async function ask({ url }: MeasuredService, clients: number): Promise<number> {
  const askOne = (client: number) => {
    const content = `${client}. Tell me a long story of a ship that comes home after many years at sea.`;
    return askStream(url, "real", { messages: [{ role: "user", content }], maxTokens });
  };
  const answers = await Promise.all(Array.from({ length: clients }, (_, client) => askOne(client)));
  return answers.reduce((sum, { completionTokens }) => sum + completionTokens, 0);
}

/** Microseconds of the processor so far, of each process with all its threads. */
function readTimes(service: MeasuredService): readonly number[] {
  return listTree(service.pid).map((pid) =>
    readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + readThreadUs(pid, thread), 0),
  );
}

function readThreadUs(pid: number, thread: string): number {
  return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ", 1)[0]) / 1_000;
}
