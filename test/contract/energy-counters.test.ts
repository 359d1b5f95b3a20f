import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { EnergyCounter, EnergyProblem } from "../../src/core/energy-counter.ts";
import { openNvidiaSmi } from "../../src/system/energy/nvidia-smi.ts";
import { openPowermetrics } from "../../src/system/energy/powermetrics.ts";
import { openRapl } from "../../src/system/energy/rapl.ts";
import {
  addToZone,
  createScriptedProgram,
  createStillClock,
  removeZone,
  writeZone,
} from "../fixtures/energy/fake-machine.ts";
import { makeFolder } from "../make-folder.ts";
import { type CounterHarness, describeEnergyCounter } from "./energy-counter-contract.ts";

describeEnergyCounter("RAPL, from a folder like that of Linux", async (t) => {
  const clock = createStillClock();
  const folder = makeFolder(t);
  writeZone(folder, "intel-rapl:0", { name: "package-0", joules: 985 });
  writeZone(folder, "intel-rapl:0:1", { name: "dram", joules: 3 });
  const counter = requireCounter(t, await openRapl({ clock, folder }));
  return {
    counter,
    async pass(ms, watts) {
      clock.advance(ms);
      if (!existsSync(join(folder, "intel-rapl:0"))) return;
      addToZone(folder, "intel-rapl:0", (watts * ms * 0.75) / 1000);
      addToZone(folder, "intel-rapl:0:1", (watts * ms * 0.25) / 1000);
    },
    count: () => counter.read(),
    fall: async () => removeZone(folder, "intel-rapl:0"),
  };
});

describeEnergyCounter("nvidia-smi, from a scripted program with two cards", async (t) => {
  const clock = createStillClock();
  const program = createScriptedProgram();
  // A round begins with the first card, whose line closes the round before.
  const write = (watts: number) => {
    program.write(`1, ${watts / 2}`);
    program.write(`0, ${watts / 2}`);
  };
  const opening = openNvidiaSmi({ clock, program: "nvidia-smi", watchLines: program.watchLines });
  program.write("0, 1.00");
  return sampled(requireCounter(t, await opening), { clock, write, end: program.end });
});

describeEnergyCounter("powermetrics, from a scripted program", async (t) => {
  const clock = createStillClock();
  const program = createScriptedProgram();
  const write = (watts: number, ms: number) => {
    program.write(`*** Sampled system activity (Mon Nov 30 12:00:00 2026 +0100) (${ms}.00ms elapsed) ***`);
    program.write("**** Processor usage ****");
    program.write(`Combined Power (CPU + GPU + ANE): ${watts * 1000} mW`);
  };
  const opening = openPowermetrics({ clock, watchLines: program.watchLines, isRoot: true });
  write(5, 200);
  return sampled(requireCounter(t, await opening), { clock, write, end: program.end });
});

const EVERY_MS = 100;

/** Time that passes in samples of a printed power; a reading is settled by a sample of no length. */
function sampled(
  counter: EnergyCounter,
  machine: {
    readonly clock: ReturnType<typeof createStillClock>;
    readonly write: (watts: number, ms: number) => void;
    readonly end: () => void;
  },
): CounterHarness {
  const { clock, write, end } = machine;
  let hasEnded = false;
  return {
    counter,
    async pass(ms, watts) {
      for (let passed = 0; passed < ms; passed += EVERY_MS) {
        clock.advance(EVERY_MS);
        if (!hasEnded) write(watts, EVERY_MS);
      }
    },
    count() {
      const reading = counter.read();
      if (!hasEnded) write(0, 0);
      return reading;
    },
    async fall() {
      hasEnded = true;
      end();
    },
  };
}

function requireCounter(t: TestContext, opened: EnergyCounter | EnergyProblem | undefined): EnergyCounter {
  assert.ok(opened !== undefined && "read" in opened);
  t.after(() => opened[Symbol.asyncDispose]());
  return opened;
}
