/**
 * Opens many streams at once on a service with everything at its default, and looks whether anybody is lost: each is to be
 * answered, or told 429 and when to come again:
 *
 *   node perf/many-streams.ts [--streams 500] [--tokens 32] [--model file.gguf]
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { askStream, RefusedRequest, type SeenAnswer } from "./ask-stream.ts";
import { readMemories } from "./read-tree-memory.ts";
import { startService } from "./start-service.ts";

const { values } = parseArgs({
  options: {
    streams: { type: "string", default: "500" },
    tokens: { type: "string", default: "32" },
    model: { type: "string", default: "models/assay-notes-mini-q8_0.gguf" },
  },
});
const maxTokens = Number(values.tokens);

await using service = await startService({ real: { file: resolve(values.model) } }, ["--no-key"]);
await ask(0);
const before = readMemories(service.pid);
let most = before;
const watch = setInterval(() => {
  const now = readMemories(service.pid);
  most = most.map((one, index) => Math.max(one, now[index] ?? 0));
}, 500);
const startMs = performance.now();
const ends = await Promise.allSettled(Array.from({ length: Number(values.streams) }, (_, index) => ask(index + 1)));
const tookMs = performance.now() - startMs;
clearInterval(watch);
const after = readMemories(service.pid);

const answered = ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
const failures: readonly unknown[] = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
const isTold = (error: unknown) => error instanceof RefusedRequest && error.status === 429 && error.retryAfter !== null;
const refused = failures.filter(isTold) as readonly RefusedRequest[];
const lost = failures.filter((error) => !isTold(error));
const retry = refused.map(({ retryAfter }) => Number(retryAfter));
const ttfts = answered.map(({ ttftMs }) => ttftMs).sort((a, b) => a - b);
const empty = answered.filter(({ text }) => text === "").length;

console.log(`${ends.length} streams at once, ${(tookMs / 1000).toFixed(1)} s`);
console.log(`answered ${answered.length} (${empty} without text), told 429 ${refused.length}, lost ${lost.length}`);
if (refused.length > 0) console.log(`Retry-After ${Math.min(...retry)} to ${Math.max(...retry)} s`);
console.log(`first token p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms`);
for (const [name, megabytes] of Object.entries({ before, most, after }))
  console.log(`${name}: service ${megabytes[0]} MB, model's process ${megabytes[1] ?? "-"} MB`);
for (const error of lost.slice(0, 5)) console.log(error);

function ask(index: number): Promise<SeenAnswer> {
  const content = `Note ${index}: Clara sends the draft by November ${1 + (index % 28)}. Summarise the note.`;
  return askStream(service.url, "real", { messages: [{ role: "user", content }], maxTokens });
}

function quantile(share: number): string {
  return ttfts[Math.max(0, Math.ceil(ttfts.length * share) - 1)]?.toFixed(0) ?? "-";
}
