// What the checks of one request cost: host, origin and key; the body's bounds and its parsing; its fields by the schema,
// and those that the schema does not know. In this process, in turns, median of the rounds; beside bare JSON.parse.
// Run: node perf/request-checks.ts [rounds]
import os from "node:os";
import { Readable } from "node:stream";
import { decideAccess } from "../src/service/security/decide-access.ts";
import { readJsonBody } from "../src/service/security/read-json-body.ts";
import { readRequestOrigin } from "../src/service/security/request-origin.ts";
import { requireHost } from "../src/service/security/require-host.ts";
import { requireKey } from "../src/service/security/require-key.ts";
import { median } from "../src/stats/centre.ts";
import { chatRequestBodySchema, listIgnoredOfChat } from "../src/wire/openai/server/chat-request-body.ts";

const rounds = Number(process.argv[2] ?? 30);
const TIMES = 200;

const host = "127.0.0.1:5273";
const headers = { origin: "http://localhost:3000", "sec-fetch-site": "cross-site", "user-agent": "Mozilla/5.0" };
const access = { allowedOrigins: ["https://*.example.com"], allowFilePages: false };
const message = { role: "user", content: "Extract the action items. Anna sends the report by Friday." };
const text = JSON.stringify({
  model: "notes-mini",
  messages: Array(20).fill(message),
  temperature: 0,
  stream: true,
  user: "a",
});
const bytes = Buffer.from(text);
const body = chatRequestBodySchema.parse(JSON.parse(text));

const STEPS: Readonly<Record<string, () => unknown>> = {
  "JSON.parse alone": () => JSON.parse(text),
  "host, origin, key": () => {
    requireHost(host, [], "127.0.0.1");
    decideAccess(readRequestOrigin(headers, host), "inference", access, false);
    requireKey("Bearer secret", "secret");
  },
  "body: bounds and JSON": () => readJsonBody(Readable.from([bytes]), () => true),
  "fields: schema": () => chatRequestBodySchema.parse(JSON.parse(text)),
  "fields: unknown ones": () => listIgnoredOfChat(body),
};

const seen = new Map<string, number[]>();
for (let round = -3; round < rounds; round++)
  for (const [name, step] of Object.entries(STEPS)) {
    const startedMs = performance.now();
    for (let time = 0; time < TIMES; time++) await step();
    const us = ((performance.now() - startedMs) * 1000) / TIMES;
    if (round >= 0) seen.set(name, [...(seen.get(name) ?? []), us]);
  }

const medians = new Map([...seen].map(([name, values]) => [name, median(values)]));
const bare = medians.get("JSON.parse alone") ?? Number.NaN;
console.log(`${os.cpus()[0]?.model.trim()}, a chat of 20 messages (${bytes.length} bytes), n=${rounds} x ${TIMES}`);
for (const [name, us] of medians)
  console.log(`${name.padEnd(24)} ${us.toFixed(1)} us, ${(us / bare).toFixed(1)} x JSON.parse`);
