import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareTimes, type TimedSession } from "./compare-times.ts";

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Eight prompts of different lengths, all by one factor longer or shorter, and a second pass that differs by another. */
function session(factor: number, second = 1): TimedSession {
  const pass = (by: number) =>
    Object.fromEntries(NAMES.map((name, index) => [name, [100 * (index + 1) * by, 101 * (index + 1) * by]]));
  return { passes: [pass(factor), pass(factor * second)] };
}

const ALIKE = new Set(NAMES);

describe("compareTimes()", () => {
  it("finds nothing between equal sessions, nor within the usual noise", () => {
    for (const factor of [1, 1.08, 0.93]) {
      const found = compareTimes(session(1), session(factor), ALIKE);
      assert.ok("moved" in found && found.moved === "no" && Math.abs(found.ratio - factor) < 1e-9, String(factor));
    }
  });

  it("finds what moved beyond the noise, and takes the noise of noisy sessions", () => {
    const slower = compareTimes(session(1), session(1.3), ALIKE);
    assert.ok("moved" in slower && slower.moved === "slower" && slower.n === 8);
    const faster = compareTimes(session(1), session(0.7), ALIKE);
    assert.ok("moved" in faster && faster.moved === "faster");
    const noisy = compareTimes(session(1, 1.5), session(1.3), ALIKE);
    assert.ok("moved" in noisy && noisy.moved === "no" && noisy.noise > 1.49);
  });

  it("says nothing of busy machines, of few prompts, and of prompts that were answered otherwise", () => {
    const busy = { ...session(2), busy: "the machine was busy" };
    assert.deepEqual(compareTimes(session(1), busy, ALIKE), { because: "the machine was busy" });
    assert.deepEqual(compareTimes(busy, session(1), ALIKE), { because: "when it was recorded, the machine was busy" });
    const few = compareTimes(session(1), session(2), new Set(["a", "b"]));
    assert.ok("because" in few && /2 prompts were answered alike/.test(few.because));
  });
});
