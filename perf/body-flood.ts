// How long `/health` waits while 8 clients send bodies that are large, but not large enough to be refused by their length.
// Linux, macOS, Windows. Run: node perf/body-flood.ts [seconds a kind] [kind]
import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { Agent, request } from "undici";
import { quantile } from "../src/stats/quantile.ts";
import { startService } from "./start-service.ts";

const CLIENTS = 8;
const PAUSE_MS = 5;

/** Kinds of bodies, each the worst of its kind. */
const BODIES: Readonly<Record<string, () => string>> = {
  "nobody asks": () => "",
  "200,000 messages": () => toBody({ messages: Array(200_000).fill({ role: "user", content: "hello" }) }),
  "9,999 messages of five parts": () =>
    toBody({ messages: Array(9_999).fill({ role: "user", content: Array(5).fill({ type: "text", text: "a" }) }) }),
  "one text of 15 MB": () => toBody({ messages: [{ role: "user", content: "word ".repeat(3_000_000) }] }),
  "199,000 unknown fields": () => toBody({ messages: [], ...names("field", 199_000) }),
  "9,900 unknown fields": () => toBody({ messages: [{ role: "user", content: "a" }], ...names("field", 9_900) }),
  "a schema of 50,000 properties": () => toBody({ messages: [{ role: "user", content: "a" }], ...largeSchema() }),
  "100,000 values in a tool": () =>
    toBody({
      messages: [{ role: "user", content: "a" }],
      tools: [{ type: "function", function: { name: "f", parameters: { enum: Array(100_000).fill("abc") } } }],
    }),
  "9,999 messages of wrong parts": () =>
    toBody({ messages: Array(9_999).fill({ role: "user", content: Array(5).fill({ type: "image", text: "a" }) }) }),
  "19 objects of 9,999 names": () =>
    toBody({
      messages: [{ role: "user", content: "a" }],
      metadata: Object.fromEntries(Array.from({ length: 19 }, (_, index) => [`m${index}`, names(`m${index}_`, 9_999)])),
    }),
  "names that may be a prototype's": () =>
    toBody({ messages: [{ role: "user", content: "a" }], tools: Array(190_000).fill(0), __proto: 1 }).replace(
      "__proto",
      "\\u005f_proto__",
    ),
  "no JSON, 16 MB of brackets": () => "[".repeat(16_000_000),
};

if (isMainThread) await measure();
else await flood(workerData as { readonly url: string; readonly kind: string });

async function measure(): Promise<void> {
  const [seconds = "5", only] = process.argv.slice(2);
  console.log(`${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, ${CLIENTS} clients, ${seconds} s a kind`);
  await using service = await startService({ quick: { script: { tokens: ["one"] } } });
  for (const kind of Object.keys(BODIES).filter((name) => only === undefined || name.includes(only))) {
    const worker = new Worker(new URL(import.meta.url), { workerData: { url: service.url, kind } });
    const answers = new Map<number, number>();
    worker.on("message", (status: number) => answers.set(status, (answers.get(status) ?? 0) + 1));
    await sleep(1_000);
    const delays = await probe(service.url, Number(seconds) * 1000);
    await worker.terminate();
    const [p50, p99, most] = [0.5, 0.99, 1].map((p) => quantile(delays, p).toFixed(1));
    const told = [...answers].map(([status, times]) => `${times} x ${status}`).join(", ");
    console.log(
      `${kind.padEnd(30)} /health p50 ${p50} ms, p99 ${p99} ms, most ${most} ms  n=${delays.length}  ${told}`,
    );
  }
}

async function probe(url: string, forMs: number): Promise<number[]> {
  const delays: number[] = [];
  const dispatcher = new Agent({ connections: 1 });
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs) {
    const startedMs = performance.now();
    const { body } = await request(`${url}/health`, { dispatcher });
    await body.text();
    delays.push(performance.now() - startedMs);
    await sleep(PAUSE_MS);
  }
  await dispatcher.close();
  return delays;
}

async function flood({ url, kind }: { readonly url: string; readonly kind: string }): Promise<void> {
  const { parentPort } = await import("node:worker_threads");
  const body = Buffer.from(BODIES[kind]?.() ?? "");
  if (body.length === 0) return;
  const dispatcher = new Agent({ connections: CLIENTS });
  const headers = { "content-type": "application/json" };
  const ask = async () => {
    while (true) {
      const sent = request(`${url}/v1/chat/completions`, { dispatcher, method: "POST", headers, body });
      const status = await sent.then(
        async (answer) => {
          await answer.body.dump();
          return answer.statusCode;
        },
        () => 0, // the connection was closed while the body was on its way
      );
      parentPort?.postMessage(status);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, ask));
}

function toBody(fields: object): string {
  return JSON.stringify({ model: "quick", max_tokens: 1, ...fields });
}

function names(prefix: string, count: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 1]));
}

function largeSchema() {
  const properties = Object.fromEntries(
    Array.from({ length: 50_000 }, (_, index) => [`p${index}`, { type: "string" }]),
  );
  return {
    response_format: { type: "json_schema", json_schema: { name: "s", schema: { type: "object", properties } } },
  };
}
