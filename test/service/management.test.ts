import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { createServiceClient, type ServiceClient } from "../../src/workbench/service-control/service-client.ts";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { ask } from "../fixtures/service/ask.ts";
import { startTestService, type TestService } from "../fixtures/service/start-test-service.ts";

interface Managed extends TestService {
  readonly client: ServiceClient;
  /** How it was told to stop. */
  readonly stops: readonly unknown[];
}

async function startManaged(context: TestContext): Promise<Managed> {
  const stops: unknown[] = [];
  const identity: Partial<ServiceIdentity> = {
    version: "1.2.3",
    processId: process.pid,
    project: "/project",
    startedAt: "2026-11-30T00:00:00.000Z",
    hasKey: false,
  };
  const service = await startTestService(context, {
    models: { quick: { script: { tokens: ["one"] } }, broken: { file: "./none.gguf" } },
    process: {
      identity: { ...identity, settings: { queueLength: 3 } } as ServiceIdentity,
      isStopping: () => false,
      stop: async (how) => void stops.push(how),
    },
  });
  return { ...service, stops, client: createServiceClient({ endpoints: [service.url], sessionToken: "test" }) };
}

test("a client reads what the routes write: report, load with progress, list, unload", async (context) => {
  const { client, url } = await startManaged(context);
  const seen: number[] = [];
  const loaded = await client.load("quick", { ttlMs: 60_000, onProgress: (ratio) => seen.push(ratio) });
  assert.match(loaded.name, /^quick/);
  assert.ok(seen.every((ratio) => ratio >= 0 && ratio <= 1));
  const [model] = await client.listLoaded();
  assert.deepEqual([model?.alias, model?.state, model?.ttlMs], ["quick", "ready", 60_000]);
  const report = await client.readReport();
  assert.deepEqual(
    [report.version, report.endpoints, report.activeRequests, report.settings.queueLength, report.models.length],
    ["1.2.3", [url], 0, 3, 1],
  );
  assert.equal((await client.unload("quick")).result, "kept");
  assert.equal((await client.unload("quick", { force: true })).result, "unloaded");
  assert.equal((await client.unload("quick")).result, "not-loaded");
});

test("a client throws with the code that the service meant", async (context) => {
  const { client } = await startManaged(context);
  await assert.rejects(client.unload("quikc"), { code: "unknown-model", message: /quikc/ });
  await assert.rejects(client.load("broken"), { code: "model-missing" });
  await assert.rejects(client.load("quick", { ttlMs: -1 }), { code: "invalid-input", message: /ttlMs/ });
});

test("an answer of another form is told as one", async (context) => {
  const { url } = await startTestService(context, {
    extend: (app) => void app.get("/assay/v1/models/loaded", async () => ({ models: [{ title: "old" }] })),
  });
  const client = createServiceClient({ endpoints: [url], sessionToken: "test" });
  await assert.rejects(client.listLoaded(), { code: "service-unavailable", hint: /restart/ });
});

test("a stop answers first and then begins, as it was asked to", async (context) => {
  const { url, stops } = await startManaged(context);
  const answer = await ask(`${url}/assay/v1/service/stop`, "POST", { now: true });
  assert.deepEqual([answer.status, answer.body], [202, { isStopping: true }]);
  while (stops.length === 0) await new Promise(setImmediate);
  assert.deepEqual(stops, [{ now: true }]);
  const refused = await ask(`${url}/assay/v1/service/stop`, "POST", { soon: true });
  assert.equal(refused.status, 400);
});

test("/openapi.json describes the management routes", async (context) => {
  const { url } = await startManaged(context);
  const { body: document } = await ask(`${url}/openapi.json`, "GET");
  for (const [path, method] of [
    ["/assay/v1/service", "get"],
    ["/assay/v1/service/stop", "post"],
    ["/assay/v1/models/loaded", "get"],
    ["/assay/v1/models/load", "post"],
    ["/assay/v1/models/unload", "post"],
  ] as const) {
    const { summary, responses } = document.paths[path][method];
    assert.ok(summary, path);
    assert.ok(
      Object.keys(responses).some((status) => status.startsWith("2")),
      path,
    );
  }
});

test("who may ask changes from the next request on, and only by values that a setting may have", async (context) => {
  const { client, url } = await startManaged(context);
  const fromDisk = () => ask(`${url}/v1/models`, "GET", undefined, { origin: "null" });
  assert.equal((await fromDisk()).status, 403);
  await client.changeAccess({ allowFilePages: true });
  assert.equal((await fromDisk()).status, 200);
  const all = await client.changeAccess({ allowedOrigins: ["https://chat.example"] });
  assert.deepEqual(all, { allowedHosts: [], allowedOrigins: ["https://chat.example"], allowFilePages: true });
  await assert.rejects(client.changeAccess({ allowedOrigins: ["file://"] }), { code: "invalid-input" });
  await assert.rejects(client.changeAccess({ allowedHosts: ["0.0.0.0"] }), { code: "invalid-input" });
  assert.deepEqual((await client.readReport()).settings, { queueLength: 3, ...all });
});

test("no page can change who may ask", async (context) => {
  const { url } = await startManaged(context);
  const pages = [{ origin: "https://evil.example" }, { origin: url }, { referer: `${url}/` }];
  for (const headers of pages as Record<string, string>[]) {
    const answer = await ask(`${url}/assay/v1/service/access`, "POST", { allowedOrigins: ["*"] }, headers);
    assert.equal(answer.status, 403);
  }
});
