import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { createTrustStore, type TrustStore } from "./trust.ts";

describe("createTrustStore()", () => {
  let folder: string;
  let path: string;
  let file: string;
  let store: TrustStore;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "assay-trust-")));
    path = join(folder, "adapter.ts");
    file = join(folder, "state", "trust.json");
    await writeFile(path, "export const generate = () => 'a';");
    store = createTrustStore({ file });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("trusts nothing at first", async () => {
    assert.equal(await store.isTrusted(path), false);
    assert.deepEqual(await store.list(), []);
  });

  it("trusts the content that the user said yes to, and no other", async () => {
    const entry = await store.trust(path);
    assert.deepEqual(await createTrustStore({ file }).list(), [entry]);
    assert.equal(await store.isTrusted(path), true);
    await writeFile(path, "export const generate = () => 'b';");
    assert.equal(await store.isTrusted(path), false);
  });

  it("does not trust the same content in another folder", async () => {
    await store.trust(path);
    const other = join(folder, "other.ts");
    await writeFile(other, "export const generate = () => 'a';");
    assert.equal(await store.isTrusted(other), false);
  });

  it("keeps one entry for a path and leaves no staged file behind", async () => {
    await store.trust(path);
    await writeFile(path, "export const generate = () => 'b';");
    const entry = await store.trust(path);
    assert.deepEqual(await store.list(), [entry]);
    assert.deepEqual(await readdir(join(folder, "state")), ["trust.json"]);
  });

  it("takes a yes back, even when the file is gone", async () => {
    const entry = await store.trust(path);
    await rm(path);
    assert.equal(await store.revoke(entry.path), true);
    assert.equal(await store.revoke(entry.path), false);
    assert.deepEqual(await store.list(), []);
  });

  it("refuses a damaged list rather than trust or forget anything", async () => {
    await mkdir(join(folder, "state"));
    for (const text of [
      "{",
      "[]",
      '{"version":2,"trusted":[]}',
      '{"version":1,"trusted":[{"path":"a","sha256":"x"}]}',
    ]) {
      await writeFile(file, text);
      await assert.rejects(store.isTrusted(path), { code: "invalid-file" });
      await assert.rejects(store.trust(path), { code: "invalid-file" });
    }
  });

  it("says what it cannot read or write", async () => {
    await assert.rejects(store.trust(join(folder, "none.ts")), { code: "model-missing" });
    const blocked = createTrustStore({ file: join(path, "trust.json") });
    await assert.rejects(blocked.trust(path), { code: "storage-failed" });
  });
});
