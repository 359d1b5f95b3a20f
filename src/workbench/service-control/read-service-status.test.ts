import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { readProcessStart } from "../../system/process-start.ts";
import { readServiceStatus } from "./read-service-status.ts";
import { serviceFiles } from "./service-files.ts";

const DEAD = 999_999_999;
const REPORT = { version: "0.1.0", models: [], activeRequests: 0 };

function makeLocations(context: TestContext) {
  const folder = makeFolder(context);
  mkdirSync(join(folder, "state"));
  const locations = { state: join(folder, "state"), log: folder, cache: folder };
  return { locations, files: serviceFiles(locations) };
}

async function listen(context: TestContext, answer: boolean | "half"): Promise<string> {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.headers["assay-session"]));
    if (answer === "half") response.write("{");
    else if (answer) response.end(JSON.stringify(REPORT));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  context.after(() => {
    server.closeAllConnections();
    server.close();
    assert.ok(asked.every((token) => token === "token"));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stateOf(endpoint: string, more: object = {}): Promise<string> {
  const processStart = await readProcessStart(process.pid);
  const state = { schema: 1, processId: process.pid, processStart, endpoints: [endpoint], project: "/p", version: "0" };
  return JSON.stringify({ ...state, sessionToken: "token", settings: {}, given: {}, ...more });
}

test("`readServiceStatus()` tells a service that answers, and one that is too busy to", async (context) => {
  const { locations, files } = makeLocations(context);
  assert.deepEqual(await readServiceStatus(locations), { type: "stopped" });
  writeFileSync(files.state, await stateOf(await listen(context, true)));
  const running = await readServiceStatus(locations, { answerMs: 5000 });
  assert.ok(running.type === "running");
  assert.deepEqual(running.report, REPORT);
  for (const answer of [false, "half"] as const) {
    writeFileSync(files.state, await stateOf(await listen(context, answer)));
    const busy = await readServiceStatus(locations, { answerMs: 30 });
    assert.ok(busy.type === "running");
    assert.equal(busy.report, undefined);
  }
});

test("`readServiceStatus()` removes what is stale, and nothing else", async (context) => {
  const { locations, files } = makeLocations(context);
  writeFileSync(files.state, await stateOf("http://127.0.0.1:9", { processId: DEAD }));
  assert.equal((await readServiceStatus(locations)).type, "stopped");
  assert.ok(!existsSync(files.state));
  // A process that surely is the service's and no longer listens is about to end: the file is its own to remove.
  const own = await stateOf("http://127.0.0.1:9");
  writeFileSync(files.state, own);
  assert.equal((await readServiceStatus(locations)).type, "stopped");
  assert.equal(existsSync(files.state), process.platform === "linux");
  for (const text of ["", "[]", '{"schema":2}', own.replace("http://127.0.0.1:9", "nowhere")]) {
    writeFileSync(files.state, text);
    assert.equal((await readServiceStatus(locations)).type, "stopped", text);
  }
});

test("`readServiceStatus()` waits for a start that is under way, but not for ever", async (context) => {
  const { locations, files } = makeLocations(context);
  const held = JSON.stringify({ processId: process.pid });
  for (const lock of [files.startLock, files.lock]) {
    writeFileSync(lock, held);
    assert.equal((await readServiceStatus(locations, { waitMs: 0 })).type, "starting");
    assert.equal((await readServiceStatus(locations, { signal: AbortSignal.abort() })).type, "starting");
    const endpoint = await listen(context, true);
    const status = readServiceStatus(locations);
    writeFileSync(files.state, await stateOf(endpoint));
    assert.equal((await status).type, "running");
    rmSync(files.state);
    writeFileSync(lock, JSON.stringify({ processId: DEAD }));
    assert.equal((await readServiceStatus(locations)).type, "stopped", "its starter is gone");
    rmSync(lock);
  }
});
