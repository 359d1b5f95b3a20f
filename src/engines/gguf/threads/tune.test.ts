import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { GgufFile } from "../../../formats/gguf/read-gguf-file.ts";
import { createFakeClock } from "../../../lib/clock.ts";
import { requireThreads } from "../../answering/require-threads.ts";
import { tuneThreads } from "./tune.ts";

describe("tuneThreads()", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "assay-threads-"));
  });
  after(() => rm(folder, { recursive: true }));

  const context = { sequences: 4, begin() {}, add: () => 0, decode: async () => "done", clear() {} };
  const tune = (name: string, busyShare: number, asked?: number) =>
    tuneThreads({
      file: { path: name, sizeBytes: 1, modifiedMs: 2 } as GgufFile,
      context,
      asked,
      cores: 4,
      stateDirectory: folder,
      env: {},
      engineVersion: "1",
      clock: createFakeClock(),
      watchOthers: () => () => busyShare,
    });

  it("remembers what it measured on a quiet machine", async () => {
    assert.equal((await tune("quiet", 0.02)).source, "measured");
    assert.equal((await tune("quiet", 0.02)).source, "remembered");
  });

  it("measures again what it measured beside others", async () => {
    assert.equal((await tune("busy", 0.6)).source, "measured");
    assert.equal((await tune("busy", 0.02)).source, "measured");
    assert.equal((await tune("busy", 0.6)).source, "remembered");
  });

  it("takes what was asked for", async () => {
    assert.deepEqual((await tune("asked", 0, 3)).plan, { lone: 3, batch: 3, prompt: 3 });
    assert.throws(() => requireThreads(0), { code: "invalid-input" });
  });
});
