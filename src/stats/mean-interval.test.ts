import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../lib/random.ts";
import { meanInterval } from "./mean-interval.ts";

describe("meanInterval()", () => {
  it("is Student's interval where the sample is not skewed, at nine tenths of the error", () => {
    const interval = meanInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    // Quantile 0.9775 of Student's t with 11 degrees of freedom, by integration of its density.
    const half = 2.261165 * Math.sqrt(13 / 12);
    assert.ok(interval);
    assert.ok(Math.abs(interval.low - (6.5 - half)) < 1e-4, String(interval.low));
    assert.ok(Math.abs(interval.high - (6.5 + half)) < 1e-4, String(interval.high));
  });

  it("reaches further to the side of the long tail", () => {
    const values = [1, 1, 1, 2, 2, 2, 1, 1, 2, 2, 1, 14];
    const interval = meanInterval(values);
    assert.ok(interval && interval.high - 2.5 > 2.5 - interval.low);
  });

  it("is absent below 12 values, and a point where all are the same", () => {
    assert.equal(meanInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), undefined);
    assert.deepEqual(meanInterval(Array.from({ length: 12 }, () => 2)), { low: 2, high: 2 });
  });

  for (const n of [12, 24, 60])
    it(`covers the mean of skewed values about as often as it says, with ${n} of them`, () => {
      const random = createRandom(n);
      // Latencies with a long tail: an exponential distribution.
      const draw = () => -Math.log(1 - random.next());
      const truth = 1;
      let covered = 0;
      for (let trial = 0; trial < 2_000; trial++) {
        const interval = meanInterval(Array.from({ length: n }, draw));
        if (interval !== undefined && interval.low <= truth && truth <= interval.high) covered++;
      }
      assert.ok(covered >= 1_880 && covered <= 1_930, `${covered} of 2000`);
    });
});
