import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../lib/random.ts";
import { meanInterval } from "./mean-interval.ts";

describe("meanInterval()", () => {
  it("is Student's interval where the sample is not skewed", () => {
    const interval = meanInterval([1, 2, 3, 4, 5, 6]);
    const half = (2.570582 * Math.sqrt(3.5)) / Math.sqrt(6);
    assert.ok(
      interval && Math.abs(interval.low - (3.5 - half)) < 1e-5 && Math.abs(interval.high - (3.5 + half)) < 1e-5,
    );
  });

  it("reaches further to the side of the long tail", () => {
    const interval = meanInterval([1, 1, 1, 2, 2, 11]);
    assert.ok(interval && interval.high - 3 > 3 - interval.low);
  });

  it("is absent below 6 values, and a point where all are the same", () => {
    assert.equal(meanInterval([1, 2, 3, 4, 5]), undefined);
    assert.deepEqual(meanInterval([2, 2, 2, 2, 2, 2]), { low: 2, high: 2 });
  });

  for (const n of [6, 8, 12, 24])
    it(`covers the mean of skewed values about as often as it says, with ${n} of them`, () => {
      const random = createRandom(n);
      // Latencies of answers of a length: from 0.5 to 1.5, cubed.
      const draw = () => (0.5 + random.next()) ** 2;
      const truth = (1.5 ** 3 - 0.5 ** 3) / 3;
      let covered = 0;
      for (let trial = 0; trial < 2_000; trial++) {
        const interval = meanInterval(Array.from({ length: n }, draw));
        if (interval !== undefined && interval.low <= truth && truth <= interval.high) covered++;
      }
      assert.ok(covered >= 1_860 && covered <= 1_950, `${covered} of 2000`);
    });
});
