import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { FILE, openTestHub, REPO, type TestHub } from "../../../test/fixtures/hub/open-test-hub.ts";
import type { CacheContext } from "./cache-context.ts";
import { findLeftovers, removeLeftover } from "./clean-cache.ts";
import { createDownloadRecords } from "./download-records.ts";
import { findHubFile } from "./find-hub-file.ts";
import { listCache } from "./list-cache.ts";
import { planRemoval, removeRecords } from "./remove-from-cache.ts";
import { verifyCache } from "./verify-cache.ts";

const SOURCE = { type: "hub", repo: REPO, files: [FILE], format: "gguf" } as const;

interface CacheFixture extends TestHub {
  readonly cache: CacheContext;
  readonly folder: string;
}

async function openTestCache(context: TestContext): Promise<CacheFixture> {
  const fixture = await openTestHub(context);
  const { home, hubCache, context: download } = fixture;
  const records = createDownloadRecords(join(home, "state"), download);
  const cache = { context: download, records, hubCache, cacheDirectory: join(home, "cache") };
  return { ...fixture, cache, folder: join(hubCache, "models--assay--test-GGUF") };
}

/** Another tool's model: a content of its own, and a snapshot of ours' repository that leads to our content. */
function putOthers({ hubCache }: CacheFixture, repo: string, content: Uint8Array): string {
  const commit = "c".repeat(40);
  const blob = join(hubCache, repo, "blobs", "d".repeat(64));
  const name = join(hubCache, repo, "snapshots", commit, "other.gguf");
  for (const path of [blob, name]) mkdirSync(dirname(path), { recursive: true });
  writeFileSync(blob, content);
  symlinkSync(`../../blobs/${"d".repeat(64)}`, name);
  return blob;
}

test("`listCache()` tells ours from others', and counts a content once", async (context) => {
  const fixture = await openTestCache(context);
  assert.deepEqual(await listCache(fixture.cache), []);
  await fixture.download();
  putOthers(fixture, "models--some--other", new Uint8Array(100));
  // A second name of the same content takes no room.
  const { commit } = await fixture.client.readRepo(REPO);
  const other = join(fixture.folder, "snapshots", "e".repeat(40));
  mkdirSync(other);
  symlinkSync(join("..", commit, FILE), join(other, FILE));
  const entries = await listCache(fixture.cache);
  const size = fixture.content.length;
  assert.deepEqual(
    entries.map(({ name, sizeBytes, ownBytes, owner, files }) => [name, sizeBytes, ownBytes, owner, files]),
    [
      [REPO, size, size, "assay", [FILE]],
      ["some/other", 100, 0, "others", ["other.gguf"]],
    ],
  );
  assert.match(entries[0]?.lastUsedAt ?? "", /^\d{4}-/);
});

test("`verifyCache()` names what is damaged, missing or without its name, and repairs it", async (context) => {
  const fixture = await openTestCache(context);
  const { path } = await fixture.download({}, { files: [FILE, "README.md"] });
  const states = async (repair?: () => Promise<void>) =>
    (await Array.fromAsync(verifyCache(fixture.cache, { repair }))).map(({ file, state }) => `${file} ${state}`).sort();
  const again = async () => void (await fixture.download({ force: true }));
  assert.deepEqual(await states(), ["README.md right", `${FILE} right`]);

  const changed = Uint8Array.from(fixture.content);
  changed[5000] = (changed[5000] ?? 0) ^ 1;
  writeFileSync(path, changed);
  assert.deepEqual(await states(), ["README.md right", `${FILE} damaged`]);
  assert.deepEqual(await states(again), ["README.md right", `${FILE} repaired`]);
  assert.deepEqual(readFileSync(path), Buffer.from(fixture.content));

  rmSync(path);
  assert.deepEqual(await states(), ["README.md right", `${FILE} unlinked`]);
  const before = fixture.hub.requests.length;
  assert.deepEqual(await states(again), ["README.md right", `${FILE} repaired`]);
  assert.equal(fixture.hub.requests.length, before, "a name is made without asking the hub");
  assert.equal(findHubFile(fixture.hubCache, SOURCE), path);

  rmSync(join(fixture.folder, "blobs"), { recursive: true });
  assert.deepEqual(await states(), ["README.md missing", `${FILE} missing`]);
});

test("what Assay has downloaded is removed with its names, and nothing else", async (context) => {
  const fixture = await openTestCache(context);
  await fixture.download();
  const { freedBytes, kept } = await removeRecords(await planRemoval({ name: REPO }, fixture.cache), fixture.cache);
  assert.deepEqual({ freedBytes, kept }, { freedBytes: fixture.content.length, kept: [] });
  assert.deepEqual(readdirSync(fixture.hubCache), []);
  assert.deepEqual(await fixture.cache.records.list(), []);
  await assert.rejects(planRemoval({ name: REPO }, fixture.cache), { code: "unknown-model" });
});

test("what another tool has put there, or uses, stays", async (context) => {
  const fixture = await openTestCache(context);
  const others = putOthers(fixture, "models--some--other", new Uint8Array(100));
  await assert.rejects(planRemoval({ name: "some/other" }, fixture.cache), {
    code: "invalid-input",
    message: /models--some--other/,
  });
  await fixture.download();
  const inOurs = putOthers(fixture, "models--assay--test-GGUF", new Uint8Array(50));
  // Another commit of the repository, fetched by another tool, leads to our content too.
  const { files } = await fixture.client.readRepo(REPO);
  const blob = join(fixture.folder, "blobs", files.find(({ path }) => path === FILE)?.blobId ?? "");
  symlinkSync(blob, join(fixture.folder, "snapshots", "c".repeat(40), FILE));
  const { kept, freedBytes } = await removeRecords(await planRemoval({ name: REPO }, fixture.cache), fixture.cache);
  assert.deepEqual({ kept, freedBytes }, { kept: [blob], freedBytes: 0 });
  for (const path of [others, inOurs, blob]) assert.ok(readFileSync(path).length > 0, path);
  assert.equal(findHubFile(fixture.hubCache, SOURCE), undefined);
});

test("leftovers are parts that nobody downloads, contents without a name and records without a file", async (context) => {
  const fixture = await openTestCache(context);
  const { hub, cache } = fixture;
  const find = () => Array.fromAsync(findLeftovers(cache));
  hub.faults.set(FILE, { type: "cut", afterBytes: 1000 });
  await assert.rejects(fixture.download({}, {}));
  const [part, ...none] = await find();
  assert.deepEqual([part?.type, none.length], ["part", 0]);
  hub.faults.clear();

  hub.faults.set(FILE, { type: "slow", bytesPerSecond: 1_000_000 });
  fixture.events.length = 0;
  const running = fixture.download();
  while (!fixture.events.some(({ type }) => type === "progress")) await fixture.context.clock.sleep(5);
  assert.deepEqual(await find(), [], "what is being downloaded is no leftover");
  assert.equal(part && (await removeLeftover(part, cache)), 0);
  const { path } = await running;
  assert.deepEqual(await find(), []);

  rmSync(path);
  const [content] = await find();
  assert.equal(content?.type, "content");
  assert.equal(content && (await removeLeftover(content, cache)), fixture.content.length);
  assert.deepEqual(await cache.records.list(), []);

  await fixture.download();
  rmSync(fixture.folder, { recursive: true });
  const [record] = await find();
  assert.equal(record?.type, "record");
  if (record) await removeLeftover(record, cache);
  assert.deepEqual(await find(), []);
});

test("a stopped download is removed with everything that it left", async (context) => {
  const fixture = await openTestCache(context);
  fixture.hub.faults.set(FILE, { type: "stall", afterBytes: 30_000 });
  const stop = new AbortController();
  const onEvent = ({ type }: { type: string }) => type === "progress" && stop.abort();
  await assert.rejects(fixture.download({ signal: stop.signal, onEvent }), { code: "aborted" });
  const leftovers = await Array.fromAsync(findLeftovers(fixture.cache));
  assert.equal(leftovers.length, 1);
  for (const leftover of leftovers) await removeLeftover(leftover, fixture.cache);
  assert.equal(readdirSync(fixture.folder).includes(".assay"), false);
});

test("`findHubFile()` believes only a branch that leads to a file that is there", async (context) => {
  const fixture = await openTestCache(context);
  const { path } = await fixture.download();
  const find = (changes: object) => findHubFile(fixture.hubCache, { ...SOURCE, ...changes });
  assert.equal(find({}), path);
  assert.equal(find({ revision: "dev" }), undefined);
  assert.equal(find({ files: [FILE, "missing.gguf"] }), undefined);
  assert.equal(find({ files: ["../../../refs/main"] }), undefined);
  assert.equal(find({ repo: "../x" }), undefined);
  writeFileSync(join(fixture.folder, "refs", "main"), "../../etc");
  assert.equal(find({}), undefined);
});

test("nothing is removed through a link that leads out of the cache, nor what no record of ours names", async (context) => {
  const fixture = await openTestCache(context);
  const { cache, hubCache, home, folder } = fixture;
  await fixture.download();
  const outside = join(home, "outside");
  const foreign = join(hubCache, "models--some--other", ".assay");
  for (const place of [outside, foreign]) mkdirSync(place, { recursive: true });
  const id = "0123456789abcdef";
  const journal = JSON.stringify({ schema: 1, name: "x", sizeBytes: 4, done: [] });
  for (const name of [`${id}.part`, `${id}.keep`, `${id}.lock`, `${id}.json`])
    writeFileSync(join(outside, name), name.endsWith(".json") ? journal : "mine");
  writeFileSync(join(foreign, `${id}.part`), "another tool's");
  // In place of our folder of parts, of a whole repository, and of the folder that holds our content.
  mkdirSync(join(hubCache, "models--evil--link"));
  symlinkSync(outside, join(hubCache, "models--evil--link", ".assay"));
  mkdirSync(join(outside, ".assay"));
  writeFileSync(join(outside, ".assay", `${id}.json`), journal);
  writeFileSync(join(outside, ".assay", `${id}.part`), "mine");
  symlinkSync(outside, join(hubCache, "models--evil--whole"));
  rmSync(join(folder, ".assay"), { recursive: true, force: true });
  symlinkSync(outside, join(folder, ".assay"));
  assert.deepEqual(await Array.fromAsync(findLeftovers(cache)), []);
  const stolen = { type: "part", directory: join(hubCache, "models--evil--link", ".assay"), id, sizeBytes: 4 } as const;
  assert.equal(await removeLeftover(stolen, cache), 0);
  const before = readdirSync(outside, { recursive: true }).sort();
  const blobs = join(folder, "blobs");
  renameSync(blobs, join(outside, "blobs"));
  symlinkSync(join(outside, "blobs"), blobs);
  await assert.rejects(
    planRemoval({ name: REPO }, cache).then((records) => removeRecords(records, cache)),
    {
      code: "storage-failed",
      message: /reached through a link/,
    },
  );
  assert.equal(readdirSync(join(outside, "blobs")).length, 1);
  assert.deepEqual(
    readdirSync(outside, { recursive: true })
      .filter((name) => !String(name).startsWith("blobs"))
      .sort(),
    before,
  );
  assert.deepEqual(readdirSync(foreign), [`${id}.part`]);
});
