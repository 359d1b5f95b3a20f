import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import * as promises from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  FILE,
  modelContent,
  openTestHub,
  PIECE_BYTES,
  REPO,
  type TestHub,
} from "../../../test/fixtures/hub/open-test-hub.ts";
import type { AssayError } from "../../core/errors.ts";
import { createDownloadRecords } from "../cache/download-records.ts";
import { findHubFile } from "../cache/find-hub-file.ts";

const SOURCE = { type: "hub", repo: REPO, files: [FILE], format: "gguf" } as const;

/** What a failed download must leave: nothing that anyone could take for a model. */
function assertNoModel({ models, hubCache }: TestHub): void {
  assert.deepEqual(models(), []);
  assert.equal(findHubFile(hubCache, SOURCE), undefined);
}

function stagingOf({ hubCache }: TestHub): string[] {
  return readdirSync(join(hubCache, "models--assay--test-GGUF", ".assay")).filter((name) => !name.endsWith(".lock"));
}

test("a file comes in ranges, is laid out as the hub's own tools do it, and is found from then on", async (context) => {
  const fixture = await openTestHub(context);
  const { hub, hubCache, content, events } = fixture;
  const { path, bytes, alreadyThere } = await fixture.download();
  assert.deepEqual(readFileSync(path), Buffer.from(content));
  assert.deepEqual({ bytes, alreadyThere }, { bytes: content.length, alreadyThere: false });
  const folder = join(hubCache, "models--assay--test-GGUF");
  const sha256 = createHash("sha256").update(content).digest("hex");
  const commit = readFileSync(join(folder, "refs", "main"), "utf8");
  assert.equal(path, join(folder, "snapshots", commit, FILE));
  if (process.platform !== "win32") assert.equal(readlinkSync(path), `../../blobs/${sha256}`);
  assert.deepEqual(readdirSync(join(folder, "blobs")), [sha256]);
  assert.equal(hub.count(/^\/lfs\//), 21);
  assert.equal(hub.sentBytes(/^\/lfs\//), content.length);
  const last = events.filter((event) => event.type === "progress").at(-1);
  assert.deepEqual([last?.doneBytes, last?.totalBytes], [content.length, content.length]);
  assert.ok((last?.bytesPerSecond ?? 0) > 0);

  const before = hub.requests.length;
  assert.deepEqual(await fixture.download(), { path, files: [path], bytes, alreadyThere: true });
  assert.equal(hub.requests.length, before, "what is there is found without asking");
  assert.equal(findHubFile(hubCache, SOURCE), path);
  assert.deepEqual(stagingOf(fixture), []);
});

test("a small file is held against git's digest, and what was downloaded is recorded as ours", async (context) => {
  const fixture = await openTestHub(context);
  const { files } = await fixture.download({}, { files: [FILE, "README.md"] });
  assert.equal(readFileSync(files[1] ?? "", "utf8"), "# Hello\n");
  const records = await createDownloadRecords(join(fixture.home, "state"), fixture.context).list();
  assert.deepEqual(records.map(({ path }) => path).sort(), ["README.md", FILE]);
  assert.deepEqual(
    records.map((record) => record.type === "hub" && record.repo),
    [REPO, REPO],
  );
});

test("a connection that is cut goes on from where it broke", async (context) => {
  const fixture = await openTestHub(context);
  fixture.hub.faults.set(FILE, { type: "cut", afterBytes: 20_000, times: 6 });
  const { path } = await fixture.download();
  assert.deepEqual(readFileSync(path), Buffer.from(fixture.content));
  const retries = fixture.events.filter((event) => event.type === "retrying");
  assert.equal(retries.length, 6);
  // Bytes came each time, so each is the second try of a new count.
  assert.ok(retries.every(({ attempt, attempts }) => attempt === 2 && attempts >= 2));
  assert.ok(fixture.hub.sentBytes(/^\/lfs\//) < fixture.content.length + 6 * PIECE_BYTES);
});

test("a connection that brings nothing any more is given up and asked again", async (context) => {
  const fixture = await openTestHub(context, { limits: { stallMs: 200 } });
  fixture.hub.faults.set(FILE, { type: "stall", afterBytes: 20_000, times: 2 });
  const { path } = await fixture.download();
  assert.deepEqual(readFileSync(path), Buffer.from(fixture.content));
  assert.match(JSON.stringify(fixture.events), /sent nothing of .* for 0\.2 s/);
});

test("one that is cut again and again fails, leaves no model, and goes on later without fetching all again", async (context) => {
  const fixture = await openTestHub(context, { limits: { connections: 1, stallMs: 200 } });
  const { hub, content } = fixture;
  hub.faults.set(FILE, { type: "stall", afterBytes: 0 });
  await assert.rejects(fixture.download(), { code: "download-failed", hint: /same command again; it resumes/ });
  assertNoModel(fixture);
  hub.faults.clear();
  hub.faults.set(FILE, { type: "cut", afterBytes: 1000 });
  await assert.rejects(fixture.download(), { code: "download-failed", message: /did not send all of/ });
  assertNoModel(fixture);
  hub.faults.clear();
  const { path } = await fixture.download({
    context: { ...fixture.context, limits: { ...fixture.context.limits, stallMs: 10_000 } },
  });
  assert.deepEqual(readFileSync(path), Buffer.from(content));
});

test("a corrupted file is refused and its parts are deleted", async (context) => {
  const fixture = await openTestHub(context);
  fixture.hub.faults.set(FILE, { type: "corrupt", atByte: 100_000 });
  await assert.rejects(fixture.download(), { code: "download-failed", message: /does not match its digest/ });
  assertNoModel(fixture);
  assert.deepEqual(stagingOf(fixture), []);
  assert.deepEqual(await createDownloadRecords(join(fixture.home, "state"), fixture.context).list(), []);
  fixture.hub.faults.clear();
  assert.deepEqual(readFileSync((await fixture.download()).path), Buffer.from(fixture.content));
});

test("a small file that is corrupted is refused too", async (context) => {
  const fixture = await openTestHub(context);
  fixture.hub.faults.set("README.md", { type: "corrupt", atByte: 2 });
  await assert.rejects(fixture.download({}, { files: ["README.md"] }), { code: "download-failed" });
  assertNoModel(fixture);
});

test("a file that changes midway is begun anew, once, and the new one is what is there", async (context) => {
  const fixture = await openTestHub(context);
  const { hub, events } = fixture;
  const other = modelContent(fixture.content.length, 2);
  hub.faults.set(FILE, { type: "change", afterRequests: 5, content: other });
  const { path } = await fixture.download({
    onEvent: (event) => {
      events.push(event);
      // The repository has moved on by the time that it is asked again.
      if (event.type === "restarted") hub.put({ id: REPO, files: { [FILE]: other } });
    },
  });
  assert.equal(events.filter(({ type }) => type === "restarted").length, 1);
  assert.deepEqual(readFileSync(path), Buffer.from(other));
});

test("a file that keeps changing is refused", async (context) => {
  const fixture = await openTestHub(context);
  fixture.hub.faults.set(FILE, { type: "change", afterRequests: 5, content: modelContent(fixture.content.length, 2) });
  await assert.rejects(fixture.download(), { code: "download-failed", message: /changed twice/ });
  assertNoModel(fixture);
});

test("a server that ignores ranges sends the whole once, over one connection", async (context) => {
  const fixture = await openTestHub(context);
  fixture.hub.faults.set(FILE, { type: "ignore-range" });
  const { path } = await fixture.download();
  assert.deepEqual(readFileSync(path), Buffer.from(fixture.content));
  assert.equal(fixture.hub.count(/^\/lfs\//), 1);
});

test("a rate limit is waited for as long as it says", async (context) => {
  const fixture = await openTestHub(context);
  fixture.hub.faults.set(FILE, { type: "rate-limit", retryAfter: "17", times: 1 });
  await fixture.download();
  assert.ok(fixture.waits.includes(17_000), String(fixture.waits));
  fixture.hub.faults.set(FILE, { type: "rate-limit", retryAfter: "86400" });
  await assert.rejects(fixture.download({ force: true }), {
    code: "endpoint-status",
    message: /429/,
    hint: /HF_TOKEN/,
  });
});

for (const [status, code] of [
  [500, "endpoint-status"],
  [503, "endpoint-status"],
  [404, "unknown-model"],
  [401, "unknown-model"],
] as const) {
  test(`an answer of ${status} is ${code}, and one that passes is tried again when it may`, async (context) => {
    const fixture = await openTestHub(context);
    fixture.hub.faults.set(FILE, { type: "status", status });
    await assert.rejects(fixture.download(), (error: AssayError) => error.code === code && error.hint !== undefined);
    assertNoModel(fixture);
    fixture.hub.faults.set(FILE, { type: "status", status, times: 2 });
    if (status >= 500) assert.equal((await fixture.download()).alreadyThere, false);
  });
}

test("a gated model names its page, and what to do with and without a token", async (context) => {
  const without = await openTestHub(context, { repo: { gated: "manual" }, token: "hf_right" });
  const page = `${without.hub.url}/${REPO}`;
  await assert.rejects(without.download(), (error: AssayError) => {
    assert.equal(error.code, "access-denied");
    assert.ok(error.message.includes(page));
    assert.match(error.hint ?? "", /HF_TOKEN/);
    return true;
  });
  assertNoModel(without);
  const wrong = await openTestHub(context, {
    repo: { gated: "manual" },
    token: "hf_right",
    env: { HF_TOKEN: "hf_wrong" },
  });
  await assert.rejects(wrong.download(), { code: "access-denied", hint: /with the account that the token belongs to/ });
  const right = await openTestHub(context, {
    repo: { gated: "manual" },
    token: "hf_right",
    env: { HF_TOKEN: "hf_right" },
  });
  await right.download();
  const seen = right.hub.requests.filter(({ headers }) => headers.authorization !== undefined);
  assert.ok(seen.length > 0);
  assert.ok(
    seen.every(({ on }) => on === "hub"),
    "the token goes to the hub alone",
  );
});

test("a disk that is too small is told before anything is fetched", async (context) => {
  const statfs = async () => ({ bavail: 10, bsize: 4096 });
  const fs = { ...promises, statfs: statfs as never };
  const fixture = await openTestHub(context, { given: { fs } });
  await assert.rejects(fixture.download(), {
    code: "storage-failed",
    message: /has 1 MB free; the download needs 69 MB/,
    hint: /assay cache/,
  });
  assertNoModel(fixture);
  assert.equal(fixture.hub.count(/^\/lfs\//), 0);
});

test("a disk that becomes full keeps what came", async (context) => {
  let left = 5;
  const open: typeof promises.open = async (...args) => {
    const file = await promises.open(...args);
    const write = file.write.bind(file) as (...all: unknown[]) => Promise<never>;
    if (String(args[0]).endsWith(".part"))
      file.write = ((...all: unknown[]) => {
        left -= 1;
        return left < 0 ? Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" })) : write(...all);
      }) as never;
    return file;
  };
  const fixture = await openTestHub(context, { given: { fs: { ...promises, open } } });
  await assert.rejects(fixture.download(), { code: "storage-failed", message: /the disk is full/ });
  assertNoModel(fixture);
  left = Number.POSITIVE_INFINITY;
  assert.equal((await fixture.download()).alreadyThere, false);
  const started = fixture.events.filter((event) => event.type === "started").at(-1);
  assert.ok((started?.resumedBytes ?? 0) > 0);
});

test("stopping keeps what came, and the next try goes on from there", async (context) => {
  const fixture = await openTestHub(context);
  fixture.hub.faults.set(FILE, { type: "slow", bytesPerSecond: 400_000 });
  const stop = new AbortController();
  const onEvent: TestHub["events"]["push"] = (event) => {
    fixture.events.push(event as never);
    if (event?.type === "progress" && event.doneBytes > 3 * PIECE_BYTES) stop.abort();
    return 0;
  };
  await assert.rejects(fixture.download({ signal: stop.signal, onEvent }), { code: "aborted" });
  assertNoModel(fixture);
  fixture.hub.faults.clear();
  const before = fixture.hub.sentBytes(/^\/lfs\//);
  const { path } = await fixture.download();
  assert.deepEqual(readFileSync(path), Buffer.from(fixture.content));
  assert.ok(fixture.hub.sentBytes(/^\/lfs\//) - before < fixture.content.length - 2 * PIECE_BYTES);
});

test("what other tools have put there is found, with links and without", async (context) => {
  for (const hasLinks of [true, false]) {
    const fixture = await openTestHub(context);
    const { commit, files } = await fixture.client.readRepo(REPO);
    const folder = join(fixture.hubCache, "models--assay--test-GGUF");
    const blob = join(folder, "blobs", files.find(({ path }) => path === FILE)?.blobId ?? "");
    const name = join(folder, "snapshots", commit, FILE);
    for (const directory of [join(folder, "blobs"), join(folder, "snapshots", commit)])
      mkdirSync(directory, { recursive: true });
    writeFileSync(hasLinks ? blob : name, fixture.content);
    if (hasLinks) symlinkSync(`../../blobs/${files[0]?.blobId}`, name);
    const { path, alreadyThere } = await fixture.download();
    assert.deepEqual({ path, alreadyThere }, { path: name, alreadyThere: true });
    assert.equal(fixture.hub.count(/^\/lfs\//), 0);
    assert.deepEqual(await createDownloadRecords(join(fixture.home, "state"), fixture.context).list(), []);
  }
});

test("another tool's part, which is named after its length, is neither used nor taken for a model", async (context) => {
  const fixture = await openTestHub(context);
  const { files } = await fixture.client.readRepo(REPO);
  const folder = join(fixture.hubCache, "models--assay--test-GGUF", "blobs");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${files[0]?.blobId}.incomplete`), "half");
  assert.equal((await fixture.download()).alreadyThere, false);
  assert.ok(readdirSync(folder).includes(`${files[0]?.blobId}.incomplete`), "it is not ours to remove");
});

for (const [name, refuse] of [
  ["symbolic links are not permitted", ["symlink"]],
  ["no links are permitted at all", ["symlink", "link"]],
] as const) {
  test(`where ${name} the snapshot holds the file itself`, async (context) => {
    const refused = Object.fromEntries(
      refuse.map((call) => [call, () => Promise.reject(Object.assign(new Error("no"), { code: "EPERM" }))]),
    );
    const fixture = await openTestHub(context, { given: { fs: { ...promises, ...refused } } });
    const { path } = await fixture.download();
    assert.ok(lstatSync(path).isFile());
    assert.deepEqual(readFileSync(path), Buffer.from(fixture.content));
    assert.equal((await fixture.download()).alreadyThere, true);
  });
}

test("a journal that lies, or belongs to another content, is not believed", async (context) => {
  const fixture = await openTestHub(context);
  const { files } = await fixture.client.readRepo(REPO);
  const [file] = files;
  const staging = join(fixture.hubCache, "models--assay--test-GGUF", ".assay");
  mkdirSync(staging, { recursive: true });
  const journal = {
    schema: 1,
    name: FILE,
    sizeBytes: file?.sizeBytes,
    etag: file?.blobId,
    done: [[0, file?.sizeBytes]],
  };
  writeFileSync(join(staging, `${file?.blobId}.json`), JSON.stringify(journal));
  writeFileSync(join(staging, `${file?.blobId}.part`), "short");
  assert.deepEqual(readFileSync((await fixture.download()).path), Buffer.from(fixture.content));
});

test("`force` downloads again what is there", async (context) => {
  const fixture = await openTestHub(context);
  const { path } = await fixture.download();
  const before = fixture.hub.count(/^\/lfs\//);
  assert.deepEqual(await fixture.download({ force: true }).then(({ path }) => path), path);
  assert.equal(fixture.hub.count(/^\/lfs\//), 2 * before);
});

test("two downloads at once in one process fetch the file once", async (context) => {
  const fixture = await openTestHub(context);
  fixture.hub.faults.set(FILE, { type: "slow", bytesPerSecond: 2_000_000 });
  const results = await Promise.all([fixture.download(), fixture.download()]);
  assert.deepEqual(results.map(({ alreadyThere }) => alreadyThere).sort(), [false, true]);
  assert.equal(fixture.hub.sentBytes(/^\/lfs\//), fixture.content.length);
  assert.ok(
    fixture.events.some((event) => event.type === "waiting" && /is being downloaded by process/.test(event.owner)),
  );
});

test("a model that lacks a part is refused before its first byte, and the parts of a whole one come together", async (context) => {
  const part = (number: number) => `m-0000${number}-of-00003.gguf`;
  const files = Object.fromEntries([1, 2, 3].map((number) => [part(number), modelContent(70_000, number)]));
  const whole = await openTestHub(context, { repo: { files } });
  const found = await whole.download({}, { files: [part(2)] });
  assert.deepEqual([found.path.endsWith(part(1)), found.files.length, found.bytes], [true, 3, 210_000]);
  assert.deepEqual(findHubFile(whole.hubCache, { ...SOURCE, files: [part(3)] }), found.path);

  const { [part(2)]: _, ...others } = files;
  const broken = await openTestHub(context, { repo: { files: others } });
  await assert.rejects(broken.download({}, { files: [part(1)] }), {
    code: "model-missing",
    message: /not complete: m-00002-of-00003\.gguf is missing/,
  });
  assert.equal(broken.hub.count(/^\/(lfs|assay\/.*\/resolve)\//), 0);
  assert.deepEqual(broken.models(), []);
});
