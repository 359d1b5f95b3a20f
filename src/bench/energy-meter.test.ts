import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EnergyCounter } from "../core/energy-counter.ts";
import { createFakeClock } from "../lib/clock.ts";
import { createEnergyMeter } from "./energy-meter.ts";

/** A counter of a constant power, of which it covers a share. */
function counterOf(clock: { now(): number }, watts: () => number, coverage = 1): EnergyCounter {
  let joules = 0;
  let lastMs = clock.now();
  return {
    name: "test (fake)",
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

  it("is absent without counters, and leaves out one that hardly counts", async () => {
    const clock = createFakeClock();
    assert.equal(await createEnergyMeter({ counters: [], clock }), undefined);
    assert.equal(await createEnergyMeter({ counters: [counterOf(clock, () => 5, 0.2)], clock }), undefined);
  });
});
