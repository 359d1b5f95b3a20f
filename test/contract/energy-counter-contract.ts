import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { EnergyCount, EnergyCounter } from "../../src/core/energy-counter.ts";

/** A counter on a machine of which the test decides what it takes. */
export interface CounterHarness {
  readonly counter: EnergyCounter;
  /** Lets time pass in which the machine takes so many watts. */
  pass(ms: number, watts: number): Promise<void>;
  /** Reads the counter, with whatever the machine shows at that moment. */
  count(): Promise<EnergyCount>;
  /** From now on the machine shows nothing more. */
  fall(): Promise<void>;
}

/** The one suite that every counter of energy runs. */
export function describeEnergyCounter(name: string, start: (t: TestContext) => Promise<CounterHarness>): void {
  describe(`energy counter: ${name}`, () => {
    it("counts the energy between two of its counts, and covers that time", async (t) => {
      const { pass, count } = await start(t);
      const before = await count();
      await pass(1000, 20);
      await pass(500, 60);
      const after = await count();
      assert.ok(Math.abs(after.joules - before.joules - 50) < 1e-6, `${after.joules - before.joules} J`);
      assert.equal(after.atMs - before.atMs, 1500);
      assert.equal(after.coveredMs - before.coveredMs, 1500);
    });

    it("covers nothing more once the machine shows nothing, and throws nothing", async (t) => {
      const { pass, count, fall } = await start(t);
      const before = await count();
      await pass(400, 10);
      await count();
      await fall();
      await pass(600, 10);
      const after = await count();
      assert.equal(after.coveredMs - before.coveredMs, 400);
      assert.ok(after.joules - before.joules <= 4 + 1e-6);
    });

    it("says in words what it counts, and may be closed twice", async (t) => {
      const { counter } = await start(t);
      assert.match(counter.name, /^[a-z, ]+ \([\w-]+\)$/i);
      await counter[Symbol.asyncDispose]();
      await counter[Symbol.asyncDispose]();
    });
  });
}
