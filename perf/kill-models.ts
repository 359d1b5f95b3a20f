// What a service loses when its model's process is killed: notes-micro under load of 8 clients, killed at random moments
// after it has answered, and one time in four again while it loads anew. Prints what became of the requests: those that
// had no token yet must all be answered. Linux only, as the children of a process are read from /proc.
// Run: node perf/kill-models.ts [kills] [minutes] [seed]
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createRandom } from "../src/lib/random.ts";
import { startService } from "./start-service.ts";

const [kills = 100, minutes = 8, seed = 1] = process.argv.slice(2).map(Number);
const CLIENTS = 8;
const LONGEST_PAUSE_MS = 1_000;

const random = createRandom(seed);
const killed = new Map<string, number>();
const outcomes = new Map<string, number>();
const startedMs = performance.now();
const isOver = () => performance.now() - startedMs > minutes * 60_000;

await using service = await startService({}, ["--parallel", String(CLIENTS / 2)]);
const stopped = new AbortController();
const clients = Array.from({ length: CLIENTS }, (_, index) => askUntilStopped(index));
while (sum(killed) < kills && !isOver()) {
  await untilAnswered();
  await sleep(random.next() * LONGEST_PAUSE_MS);
  await killModel("ready");
  if (random.next() < 0.75) continue;
  await sleep(random.next() * LONGEST_PAUSE_MS);
  await killModel("loading");
}
stopped.abort();
await Promise.all(clients);

console.log(`${((performance.now() - startedMs) / 1000).toFixed(0)} s, ${CLIENTS} clients, seed ${seed}`);
for (const [title, counts] of Object.entries({ kills: killed, requests: outcomes }))
  console.log(`${title}: ${[...counts].map(([name, times]) => `${times} ${name}`).join(", ")}`);

async function askUntilStopped(index: number): Promise<void> {
  for (let turn = 0; !stopped.signal.aborted; turn++) {
    count(outcomes, await ask(`Client ${index} asks for the ${turn}th time: who is late?`));
    await sleep(random.next() * 200);
  }
}

/** @returns what became of one streamed request */
async function ask(content: string): Promise<string> {
  const body = { model: "notes-micro", stream: true, max_tokens: 40, messages: [{ role: "user", content }] };
  const response = await fetch(`${service.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.ok && text.endsWith("data: [DONE]\n\n")) return "answered";
  const code = /"code":"(\w+)"/.exec(text)?.[1];
  return /"content":"[^"]/.test(text) ? "told amid their tokens" : `LOST WITHOUT A TOKEN (${response.status} ${code})`;
}

async function untilAnswered(): Promise<void> {
  const before = outcomes.get("answered") ?? 0;
  while ((outcomes.get("answered") ?? 0) <= before && !isOver()) await sleep(10);
}

/** @param only the state it must be in: two crashes in a row without an answer between are followed by a wait on purpose */
async function killModel(only: "ready" | "loading"): Promise<void> {
  const listed = (await (await fetch(`${service.url}/assay/v1/models/loaded`)).json()) as {
    readonly models: readonly { readonly state: string; readonly active: number }[];
  };
  const [child = ""] = readFileSync(`/proc/${service.pid}/task/${service.pid}/children`, "utf8").trim().split(" ");
  const [model] = listed.models;
  if (child === "" || model === undefined || model.state !== only) return;
  process.kill(Number(child), "SIGKILL");
  count(killed, only === "loading" ? only : model.active > 0 ? "answering" : "idle");
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, times) => total + times, 0);
}
