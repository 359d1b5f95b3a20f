import assert from "node:assert/strict";
import * as promises from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { RunStore } from "../core/run-store.ts";
import { createRunStore } from "./create-run-store.ts";
import { collect, exampleRun, exampleSample, temporaryFolder } from "./fixtures/example-run.ts";

test("`list()` gives runs newest first with status, targets and size", async (context) => {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  await record(store, "2026-11-20T10-00-00-a", "complete");
  await record(store, "2026-11-21T10-00-00-b", "stopped");
  await record(store, "2026-11-22T10-00-00-c", undefined);
  await using running = await store.create(exampleRun("2026-11-23T10-00-00-d", "2026-11-23T10:00:00Z"));
  await running.append({ type: "end", status: "complete", endedAt: "2026-11-23T10:01:00Z" });
  await promises.rename(join(directory, "2026-11-20T10-00-00-a"), join(directory, "renamed"));

  const listings = await collect(store.list());
  assert.deepEqual(
    listings.map((listing) => (listing.type === "run" ? [listing.id, listing.status] : listing)),
    [
      ["2026-11-23T10-00-00-d", "running"],
      ["2026-11-22T10-00-00-c", "interrupted"],
      ["2026-11-21T10-00-00-b", "stopped"],
      ["renamed", "complete"],
    ],
  );
  const [, , stopped] = listings;
  assert.ok(stopped?.type === "run");
  assert.deepEqual(stopped.targets, ["notes-mini:q8_0", "remote"]);
  assert.equal(stopped.createdAt, "2026-11-21T10:00:00Z");
  const files = ["run.json", "samples.jsonl"].map((name) => promises.stat(join(stopped.directory ?? "", name)));
  assert.equal(
    stopped.sizeBytes,
    (await Promise.all(files)).reduce((sum, { size }) => sum + size, 0),
  );
  assert.equal((await store.read("renamed")).run.id, "renamed");
});

test("a run that goes on after its end is not over", async (context) => {
  const store = createRunStore({ directory: await temporaryFolder(context) });
  const id = await record(store, "2026-11-21T10-00-00-b", "stopped");
  {
    await using writer = await store.resume(id);
    await writer.append(exampleSample(2));
  }
  const [listing] = await collect(store.list());
  assert.ok(listing?.type === "run" && listing.status === "interrupted");
});

test("`list()` names a run that cannot be read with the reason, and leaves out what is no run", async (context) => {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  await record(store, "2026-11-20T10-00-00-a", "complete");
  const broken = "2026-11-21T10-00-00-b";
  await promises.mkdir(join(directory, broken));
  await promises.writeFile(join(directory, broken, "run.json"), "{");
  await promises.mkdir(join(directory, "photos"));
  await promises.writeFile(join(directory, "notes.txt"), "");
  const listings = await collect(store.list());
  assert.deepEqual(
    listings.map(({ type, id }) => [type, id]),
    [
      ["unreadable", broken],
      ["run", "2026-11-20T10-00-00-a"],
    ],
  );
  assert.ok(listings[0]?.type === "unreadable" && listings[0].error.code === "storage-failed");
  await assert.rejects(store.read("latest"), { code: "storage-failed" }, "no older run passes for the newest");
});

test("`list()` goes on when a file or a run vanishes under it", async (context) => {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  const [older, newer] = ["2026-11-20T10-00-00-a", "2026-11-21T10-00-00-b"] as const;
  await record(store, older, "complete");
  await record(store, newer, "complete");
  await promises.writeFile(join(directory, newer, "report.md.tmp"), "");
  const stat = (async (path: string) => {
    if (path.endsWith(".tmp")) await promises.unlink(path);
    return promises.stat(path);
  }) as typeof promises.stat;
  const readdir = (async (path: string, ...rest: [{ withFileTypes: true }]) => {
    if (path.endsWith(older)) await store.remove(older);
    return promises.readdir(path, ...rest);
  }) as typeof promises.readdir;
  const listed = await collect(createRunStore({ directory, fs: { ...promises, stat, readdir } }).list());
  assert.deepEqual(
    listed.map(({ id }) => id),
    [newer],
  );
});

test("`list()` of a folder that is not there is empty", async (context) => {
  const directory = join(await temporaryFolder(context), "none");
  assert.deepEqual(await collect(createRunStore({ directory }).list()), []);
});

test("`list()` reads a run anew only when it has changed", async (context) => {
  const directory = await temporaryFolder(context);
  const read: string[] = [];
  const fs = {
    ...promises,
    readFile: ((path: string, ...rest: [BufferEncoding]) => {
      if (path.endsWith("run.json")) read.push(path);
      return promises.readFile(path, ...rest);
    }) as typeof promises.readFile,
    open: ((path: string, ...rest: [string]) => {
      read.push(path);
      return promises.open(path, ...rest);
    }) as typeof promises.open,
  };
  const writing = createRunStore({ directory });
  const first = await record(writing, "2026-11-20T10-00-00-a", "complete");
  const second = await record(writing, "2026-11-21T10-00-00-b", "stopped");
  const store = createRunStore({ directory, fs });
  const before = await collect(store.list());
  assert.equal(read.length, 4);
  read.length = 0;
  assert.deepEqual(await collect(store.list()), before);
  assert.deepEqual(read, []);
  await (await writing.resume(second)).append({ type: "end", status: "complete", endedAt: "2026-11-21T12:00:00Z" });
  await writing.remove(first);
  const [only] = await collect(store.list());
  assert.deepEqual([only?.id, only?.type === "run" && only.status], [second, "running"]);
});

test("`list()` goes on where the journal of one run cannot be read", async (context) => {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  const odd = await record(store, "2026-11-20T10-00-00-a", "complete");
  await record(store, "2026-11-21T10-00-00-b", "complete");
  await promises.rm(join(directory, odd, "samples.jsonl"));
  await promises.mkdir(join(directory, odd, "samples.jsonl"));
  const listings = await collect(store.list());
  assert.deepEqual(
    listings.map(({ type, id }) => [type, id]),
    [
      ["run", "2026-11-21T10-00-00-b"],
      ["unreadable", odd],
    ],
  );
});

async function record(store: RunStore, id: string, status: "complete" | "stopped" | undefined): Promise<string> {
  await using writer = await store.create(exampleRun(id, `${id.slice(0, 10)}T10:00:00Z`));
  await writer.append(exampleSample(1));
  if (status !== undefined) await writer.append({ type: "end", status, endedAt: "2026-11-24T00:00:00Z" });
  return writer.run.id;
}
