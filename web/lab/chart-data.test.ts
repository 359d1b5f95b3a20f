import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readLines } from "./chart-data.ts";

const deltas = { atMs: [100, 110, 110.01, 150], tokens: [1, 1, 1, null], characters: [1, 1, 1, 1] };
const sides = [{ side: 0 as const, answers: [deltas, deltas], samples: [] }];
const latest = (view: Parameters<typeof readLines>[0]) => readLines(view, sides).at(-1);

describe("readLines()", () => {
  it("counts tokens over time, all of one read at once and an uncounted text as one", () => {
    assert.deepEqual(latest("progress"), { side: 0, isEarlier: false, x: [0.1, 0.11, 0.15], y: [1, 3, 4] });
  });

  it("shows gaps where they end, and the rate since the first token", () => {
    assert.deepEqual(latest("gaps")?.y, [10, 40]);
    assert.deepEqual(latest("rate")?.y.map(Math.round), [200, 60]);
  });

  it("keeps earlier answers apart, and draws nothing of no answer", () => {
    assert.deepEqual(
      readLines("progress", sides).map(({ isEarlier }) => isEarlier),
      [true, false],
    );
    assert.deepEqual(readLines("gaps", [{ side: 1, answers: [], samples: [] }]), []);
  });
});
