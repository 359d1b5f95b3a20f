import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createScriptedProgram, createStillClock } from "../../../test/fixtures/energy/fake-machine.ts";
import { openNvidiaSmi } from "./nvidia-smi.ts";
import { openPowermetrics } from "./powermetrics.ts";

describe("openNvidiaSmi()", () => {
  it("tells a driver that says no power from one that does", async () => {
    const program = createScriptedProgram();
    const opening = openNvidiaSmi({ clock: createStillClock(), program: "nvidia-smi", watchLines: program.watchLines });
    program.write("0, [N/A]");
    program.write("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.");
    program.end();
    assert.match(Reflect.get(await opening, "message"), /tells no power/);
    assert.deepEqual(program.command().slice(1), [
      "--query-gpu=index,power.draw",
      "--format=csv,noheader,nounits",
      "--loop-ms=100",
    ]);
  });

  it("leaves a gap between two samples uncovered", async () => {
    const clock = createStillClock();
    const program = createScriptedProgram();
    const opening = openNvidiaSmi({ clock, program: "nvidia-smi", watchLines: program.watchLines });
    program.write("0, 50.00");
    const counter = await opening;
    assert.ok("read" in counter);
    clock.advance(100);
    program.write("0, 50.00");
    clock.advance(2000);
    const reading = counter.read();
    program.write("0, 90.00");
    assert.deepEqual(await reading, { joules: 5, coveredMs: 100, atMs: 2100 });
    await counter[Symbol.asyncDispose]();
  });
});

describe("openPowermetrics()", () => {
  it("never runs it unless we are root", async () => {
    const program = createScriptedProgram();
    const opened = await openPowermetrics({ clock: createStillClock(), watchLines: program.watchLines, isRoot: false });
    assert.match(Reflect.get(opened, "hint"), /sudo/);
    assert.deepEqual(program.command(), []);
  });

  it("reads the package of an Intel Mac, and tells where no power is printed", async () => {
    const clock = createStillClock();
    const intel = createScriptedProgram();
    const opening = openPowermetrics({ clock, watchLines: intel.watchLines, isRoot: true });
    intel.write("*** Sampled system activity (Mon Nov 30 12:00:00 2026 +0100) (203.50ms elapsed) ***");
    intel.write("Intel energy model derived package power (CPUs+GT+SA): 4.00W");
    const counter = await opening;
    assert.ok("read" in counter);
    intel.end();
    assert.equal((await counter.read()).joules, 0.814);
    const silent = createScriptedProgram();
    const other = openPowermetrics({ clock, watchLines: silent.watchLines, isRoot: true });
    silent.write("CPU die temperature: 40 C");
    silent.end();
    assert.match(Reflect.get(await other, "message"), /no power/);
  });
});
