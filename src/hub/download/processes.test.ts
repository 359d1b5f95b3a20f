import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { FILE, openTestHub, PIECE_BYTES, type TestHub } from "../../../test/fixtures/hub/open-test-hub.ts";
import { findHubFile } from "../cache/find-hub-file.ts";

interface Told {
  readonly type: string;
  readonly doneBytes?: number;
  readonly alreadyThere?: boolean;
}

function startChild({ env }: TestHub, onEvent: (event: Told, child: ChildProcess) => void = () => {}) {
  const child = spawn(process.execPath, [resolve("test/fixtures/hub/download-child.ts")], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const events: Told[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const event: Told = JSON.parse(line);
    events.push(event);
    onEvent(event, child);
  });
  return { events, exited: once(child, "close") };
}

test("a download whose process was killed goes on, and fetches less than the whole", async (context) => {
  const fixture = await openTestHub(context);
  const { hub, content, hubCache } = fixture;
  hub.faults.set(FILE, { type: "slow", bytesPerSecond: 500_000 });
  const { exited } = startChild(fixture, ({ doneBytes = 0 }, child) => {
    if (doneBytes > 8 * PIECE_BYTES) child.kill("SIGKILL");
  });
  assert.deepEqual(await exited, [null, "SIGKILL"]);
  assert.deepEqual(fixture.models(), []);
  assert.equal(
    findHubFile(hubCache, { type: "hub", repo: "assay/test-GGUF", files: [FILE], format: "gguf" }),
    undefined,
  );
  hub.faults.clear();
  const before = hub.requests.length;
  const { path } = await fixture.download();
  assert.deepEqual(readFileSync(path), Buffer.from(content));
  const fetched = hub.requests.slice(before).reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  assert.ok(fetched <= content.length - 4 * PIECE_BYTES, `${fetched} of ${content.length}`);
  const started = fixture.events.find((event) => event.type === "started");
  assert.equal(content.length - (started?.resumedBytes ?? 0), fetched, "exactly what was missing");
});

test("two processes at once fetch the file once; the second says that it waits, and finds it done", async (context) => {
  const fixture = await openTestHub(context);
  fixture.hub.faults.set(FILE, { type: "slow", bytesPerSecond: 500_000 });
  const first = startChild(fixture);
  const second = startChild(fixture);
  assert.deepEqual(await Promise.all([first.exited, second.exited]), [
    [0, null],
    [0, null],
  ]);
  const all = [...first.events, ...second.events];
  assert.deepEqual(all.flatMap(({ alreadyThere }) => alreadyThere ?? []).sort(), [false, true]);
  assert.equal(all.filter(({ type }) => type === "waiting").length, 1);
  assert.equal(fixture.hub.sentBytes(/^\/lfs\//), fixture.content.length);
});
