import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../lib/random.ts";
import { shareInterval } from "./share-interval.ts";

describe("shareInterval()", () => {
  it("is Wilson's interval for independent trials", () => {
    const clusters = Array.from({ length: 10 }, () => ({ found: 1, expected: 1 }));
    const interval = shareInterval(clusters);
    assert.ok(interval?.high === 1 && Math.abs(interval.low - 0.7225) < 1e-4, `${interval?.low}`);
  });

  it("counts clusters that do not differ as one trial each, and is absent below 6", () => {
    const half = { found: 2, expected: 4 };
    const interval = shareInterval(Array.from({ length: 8 }, () => half));
    assert.ok(interval && interval.high - interval.low > 0.5);
    assert.equal(shareInterval(Array.from({ length: 5 }, () => half)), undefined);
  });

  for (const [n, share] of [
    [6, 0.5],
    [8, 0.7],
    [24, 0.85],
  ] as const)
    it(`covers a share of ${share} about as often as it says, with ${n} prompts`, () => {
      const random = createRandom(n);
      let covered = 0;
      for (let trial = 0; trial < 2_000; trial++) {
        const interval = shareInterval(
          Array.from({ length: n }, () => {
            const own = share + (random.next() - 0.5) * 0.3;
            return { found: [1, 2, 3, 4].filter(() => random.next() < own).length, expected: 4 };
          }),
        );
        if (interval !== undefined && interval.low <= share && share <= interval.high) covered++;
      }
      assert.ok(covered >= 1_870 && covered <= 1_950, `${covered} of 2000`);
    });
});
