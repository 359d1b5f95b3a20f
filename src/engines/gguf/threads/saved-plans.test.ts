import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { createThreadMemory, toThreadKey } from "./saved-plans.ts";

const plan = { lone: 2, batch: 4, prompt: 8 };

describe("createThreadMemory()", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "assay-threads-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("knows nothing at first, then what it was told", async () => {
    const state = path.join(folder, "new", "state");
    const memory = createThreadMemory(state);
    assert.equal(await memory.recall("a"), undefined);
    await memory.remember("a", plan);
    await memory.remember("b", { ...plan, lone: 1 });
    assert.deepEqual(await createThreadMemory(state).recall("a"), plan);
    assert.deepEqual(await readdir(state), ["gguf-threads.json"], "no draft is left behind");
  });

  it("forgets what is damaged instead of failing", async () => {
    const file = path.join(folder, "gguf-threads.json");
    const memory = createThreadMemory(folder);
    const bad = { version: 3, plans: { a: { lone: 0, batch: 1, prompt: 1 }, b: plan, c: "2" } };
    await writeFile(file, JSON.stringify(bad));
    assert.equal(await memory.recall("a"), undefined);
    assert.equal(await memory.recall("c"), undefined);
    assert.deepEqual(await memory.recall("b"), plan);
    for (const content of ["", "{", "[]", '{"version":99,"plans":{}}']) {
      await writeFile(file, content);
      assert.equal(await memory.recall("b"), undefined);
    }
    await memory.remember("b", plan);
    assert.deepEqual(await memory.recall("b"), plan);
  });

  it("keeps the newest 200", async () => {
    const memory = createThreadMemory(path.join(folder, "many"));
    for (let index = 0; index < 202; index++) await memory.remember(`key ${index}`, plan);
    assert.equal(await memory.recall("key 1"), undefined);
    assert.deepEqual(await memory.recall("key 2"), plan);
  });
});

describe("toThreadKey()", () => {
  it("differs when the file, the machine or the workers differ", () => {
    const key = {
      path: "/m.gguf",
      sizeBytes: 1,
      modifiedMs: 2,
      parallel: 1,
      machine: "here",
      cores: 2,
      engineVersion: "1",
      workers: "1",
    };
    const variants = [key, { ...key, modifiedMs: 3 }, { ...key, machine: "there" }, { ...key, workers: "4" }];
    assert.equal(new Set(variants.map(toThreadKey)).size, variants.length);
  });
});
