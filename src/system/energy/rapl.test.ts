import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { addToZone, createStillClock, writeZone } from "../../../test/fixtures/energy/fake-machine.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { openRapl } from "./rapl.ts";

async function open(t: TestContext, folder: string) {
  const counter = await openRapl({ clock: createStillClock(), folder });
  assert.ok(counter !== undefined && "read" in counter);
  t.after(() => counter[Symbol.asyncDispose]());
  return counter;
}

describe("openRapl()", () => {
  it("counts on where a counter wraps round", async (t) => {
    const folder = makeFolder(t);
    writeZone(folder, "intel-rapl:0", { name: "package-0", joules: 990, range: 1000 });
    const counter = await open(t, folder);
    addToZone(folder, "intel-rapl:0", 25);
    assert.equal(Math.round((await counter.read()).joules), 25);
    addToZone(folder, "intel-rapl:0", 970);
    assert.equal(Math.round((await counter.read()).joules), 995);
  });

  it("adds packages and memory up, and counts nothing twice", async (t) => {
    const folder = makeFolder(t);
    for (const [zone, name] of [
      ["intel-rapl:0", "package-0"],
      ["intel-rapl:0:0", "core"],
      ["intel-rapl:0:1", "uncore"],
      ["intel-rapl:0:2", "dram"],
      ["intel-rapl:1", "package-1"],
      ["intel-rapl:2", "psys"],
      ["intel-rapl-mmio:0", "package-0"],
    ] as const)
      writeZone(folder, zone, { name, joules: 1 });
    const counter = await open(t, folder);
    assert.equal(counter.name, "processor and memory (RAPL)");
    for (const zone of [
      "intel-rapl:0",
      "intel-rapl:0:0",
      "intel-rapl:0:2",
      "intel-rapl:1",
      "intel-rapl:2",
      "intel-rapl-mmio:0",
    ])
      addToZone(folder, zone, 10);
    assert.equal(Math.round((await counter.read()).joules), 30);
  });

  it("says what to do where only root may read", async (t) => {
    const folder = makeFolder(t);
    writeZone(folder, "intel-rapl:0", { name: "package-0", joules: 1 });
    const read = async (path: string) => {
      if (path.endsWith("energy_uj")) throw Object.assign(new Error("no"), { code: "EACCES" });
      return readFile(path, "utf8");
    };
    const problem = await openRapl({ clock: createStillClock(), folder, read });
    assert.ok(problem !== undefined && "hint" in problem);
    assert.match(problem.hint, /chmod a\+r/);
  });

  it("is absent where there is no such folder, no package in it, or no number", async (t) => {
    const folder = makeFolder(t);
    assert.equal(await openRapl({ clock: createStillClock(), folder: join(folder, "none") }), undefined);
    writeZone(folder, "intel-rapl:0", { name: "psys", joules: 1 });
    assert.equal(await openRapl({ clock: createStillClock(), folder }), undefined);
    writeZone(folder, "intel-rapl:1", { name: "package-0", joules: Number.NaN });
    assert.equal(await openRapl({ clock: createStillClock(), folder }), undefined);
  });
});
