import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sampleOf } from "../../test/fixtures/bench/scripted-plan.ts";
import { addToZone, writeZone } from "../../test/fixtures/energy/fake-machine.ts";
import { makeFolder } from "../../test/make-folder.ts";
import type { EnergyCounter } from "../core/energy-counter.ts";
import { createFakeClock } from "../lib/clock.ts";
import { openRapl } from "../system/energy/rapl.ts";
import { createEnergyMeter } from "./energy-meter.ts";
import { energy } from "./metrics/energy.ts";

/** A counter of a constant power, of which it covers a share. */
function counterOf(clock: { now(): number }, watts: () => number, coverage = 1): EnergyCounter {
  let joules = 0;
  let lastMs = clock.now();
  return {
    name: "test (fake)",
    devices: ["cpu"],
    async read() {
      const atMs = clock.now();
      joules += (watts() * (atMs - lastMs) * coverage) / 1000;
      lastMs = atMs;
      return { joules, coveredMs: atMs * coverage, atMs };
    },
    async [Symbol.asyncDispose]() {},
  };
}

describe("createEnergyMeter()", () => {
  it("measures the idle machine first, and gives each reading its power", async () => {
    const clock = createFakeClock();
    let watts = 8;
    const meter = await createEnergyMeter({ counters: [counterOf(clock, () => watts)], clock });
    assert.ok(meter);
    watts = 30;
    using window = await meter.open();
    clock.advance(2000);
    assert.deepEqual(await window.close(), {
      counters: [{ name: "test (fake)", joules: 60, windowMs: 2000, coveredMs: 2000, idleWatts: 8 }],
    });
  });

  it("takes the idle power off what a processor counts, also where its counter wraps round during a request", async (t) => {
    const folder = makeFolder(t);
    const zone = "intel-rapl:0";
    writeZone(folder, zone, { name: "package-0", joules: 960, range: 1000 });
    let nowMs = 0;
    // While it is idle the machine takes 10 W.
    const clock = {
      now: () => nowMs,
      sleep: async (ms: number) => {
        nowMs += ms;
        addToZone(folder, zone, (10 * ms) / 1000);
      },
    };
    const counter = await openRapl({ clock, folder });
    assert.ok(counter !== undefined && "read" in counter);
    t.after(() => counter[Symbol.asyncDispose]());
    const meter = await createEnergyMeter({ counters: [counter], clock });
    assert.ok(meter);
    using window = await meter.open();
    nowMs += 2000;
    addToZone(folder, zone, 50);
    const reading = await window.close();
    assert.equal(Math.round(reading?.counters[0]?.idleWatts ?? 0), 10);
    assert.equal(Math.round(energy.values(sampleOf([10], { energy: reading }))[0] ?? 0), 30);
  });

  it("gives no reading to requests that run in the same time", async () => {
    const clock = createFakeClock();
    const meter = await createEnergyMeter({ counters: [counterOf(clock, () => 5)], clock });
    assert.ok(meter);
    using first = await meter.open();
    using second = await meter.open();
    assert.equal(await first.close(), undefined);
    assert.equal(await second.close(), undefined);
    using third = await meter.open();
    assert.ok((await third.close()) !== undefined);
  });

  it("sees no model on a device that no counter counts", async () => {
    const clock = createFakeClock();
    const meter = await createEnergyMeter({ counters: [counterOf(clock, () => 5)], clock });
    assert.deepEqual(
      (["cpu", "gpu", "browser"] as const).map((device) => meter?.sees(device)),
      [true, false, false],
    );
  });

  it("is absent without counters, and leaves out one that hardly counts", async () => {
    const clock = createFakeClock();
    assert.equal(await createEnergyMeter({ counters: [], clock }), undefined);
    assert.equal(await createEnergyMeter({ counters: [counterOf(clock, () => 5, 0.2)], clock }), undefined);
  });
});
