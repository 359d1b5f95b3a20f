import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { proportionInterval } from "./proportion-interval.ts";

describe("proportionInterval()", () => {
  it("agrees with the table of Newcombe (1998)", () => {
    const table = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [successes, trials, low, high] of table) {
      const interval = proportionInterval(successes, trials);
      assert.ok(interval !== undefined);
      assert.ok(Math.abs(interval.low - low) < 5e-5, `${successes}/${trials}: ${interval.low}`);
      assert.ok(Math.abs(interval.high - high) < 5e-5, `${successes}/${trials}: ${interval.high}`);
      assert.equal(interval.estimate, successes / trials);
    }
  });

  it("agrees with scipy at another level", () => {
    const interval = proportionInterval(29, 29, 0.99);
    assert.ok(Math.abs((interval?.low ?? 0) - 0.813809012) < 1e-8);
    assert.equal(interval?.high, 1);
  });

  it("ends exactly at 0 and 1, and never beyond", () => {
    for (let trials = 1; trials <= 200; trials++) {
      assert.equal(proportionInterval(0, trials)?.low, 0);
      assert.equal(proportionInterval(trials, trials)?.high, 1);
    }
  });

  it("is absent without trials", () => {
    assert.equal(proportionInterval(0, 0), undefined);
  });

  it("refuses counts that are not whole, negative or more than the trials", () => {
    for (const [successes, trials] of [
      [-1, 5],
      [6, 5],
      [1.5, 5],
      [Number.NaN, 5],
      [1, 2.5],
      [1, Number.NaN],
      [0, -1],
    ] as const)
      assert.throws(() => proportionInterval(successes, trials), { code: "invalid-input" });
    assert.throws(() => proportionInterval(1, 2, 1), { code: "invalid-input" });
  });
});
