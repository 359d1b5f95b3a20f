import assert from "node:assert/strict";
import { test } from "node:test";
import fastify, { type FastifyBaseLogger } from "fastify";
import type { App } from "./app/app-context.ts";
import { logRequests } from "./log-requests.ts";

test("`logRequests()` keeps what pages and monitors read again and again out of the log, unless it fails", async (t) => {
  const lines: string[] = [];
  const at = (level: string) => (line: { readonly path: string; readonly status: number }) => {
    lines.push(`${level} ${line.path} ${line.status}`);
  };
  const logger = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  const app = fastify();
  logRequests(app as unknown as App, logger as unknown as FastifyBaseLogger);
  app.get("/assay/v1/models", async () => "");
  app.get("/assay/v1/runs/:id", async (_, reply) => reply.code(404).send(""));
  app.post("/assay/v1/runs", async () => "");
  app.get("/health", async () => "");
  app.get("/v1/models", async () => "");
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  t.after(() => app.close());
  for (const [method, path] of [
    ["GET", "/assay/v1/models?key=secret"],
    ["GET", "/assay/v1/runs/none"],
    ["POST", "/assay/v1/runs"],
    ["GET", "/health"],
    ["GET", "/v1/models"],
  ] as const)
    await (await fetch(`${address}${path}`, { method })).text();
  assert.deepEqual(lines, [
    "debug /assay/v1/models 200",
    "warn /assay/v1/runs/none 404",
    "info /assay/v1/runs 200",
    "debug /health 200",
    "info /v1/models 200",
  ]);
});
