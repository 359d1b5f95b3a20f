import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../lib/random.ts";
import { quantileInterval } from "./quantile-interval.ts";
import { samplesNeeded } from "./samples-needed.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe("quantileInterval()", () => {
  it("agrees with the printed tables for the median", () => {
    const table = [
      [6, 1, 6, 0.96875],
      [10, 2, 9, 0.978515625],
      [20, 6, 15, 0.9586105347],
    ] as const;
    for (const [n, lowRank, highRank, coverage] of table) {
      const interval = quantileInterval(upTo(n), 0.5);
      assert.equal(interval?.lowRank, lowRank);
      assert.equal(interval?.highRank, highRank);
      assert.ok(Math.abs(interval.coverage - coverage) < 1e-9, `n ${n}: ${interval.coverage}`);
    }
  });

  it("gives the values at its ranks, the last of them in part, whatever the order of the sample", () => {
    const interval = quantileInterval([50, 10, 40, 20, 60, 30], 0.5);
    assert.equal(interval?.high, 60);
    assert.ok(interval.low > 10 && interval.low < 20, `${interval.low}`);
    assert.equal(interval.level, 0.95);
  });

  it("exists exactly from `samplesNeeded()` on", () => {
    for (const [p, level] of [
      [0.5, 0.95],
      [0.9, 0.9],
      [0.95, 0.95],
      [0.99, 0.95],
      [0.05, 0.99],
    ] as const) {
      const n = samplesNeeded(p, level);
      assert.equal(quantileInterval(upTo(n - 1), p, level), undefined);
      const interval = quantileInterval(upTo(n), p, level);
      assert.ok(interval !== undefined && interval.coverage >= level - 1e-12, `p ${p}, level ${level}`);
      assert.equal(interval.highRank, p > 0.5 ? n : interval.highRank);
    }
  });

  it("is absent for one value", () => {
    assert.equal(quantileInterval([1], 0.5), undefined);
  });

  it("stays close to the normal approximation for a large sample", () => {
    const interval = quantileInterval(upTo(100_000), 0.95);
    const half = 1.96 * Math.sqrt(100_000 * 0.95 * 0.05);
    assert.ok(Math.abs((interval?.lowRank ?? 0) - (95_000 - half)) < 4, `${interval?.lowRank}`);
    assert.ok(Math.abs((interval?.highRank ?? 0) - (95_000 + half)) < 4, `${interval?.highRank}`);
  });

  it("covers the true quantile as often as it says", () => {
    const random = createRandom(3);
    let covered = 0;
    for (let trial = 0; trial < 2_000; trial++) {
      const interval = quantileInterval(
        Array.from({ length: 100 }, () => -Math.log(1 - random.next())),
        0.9,
      );
      const truth = Math.log(10);
      if (interval !== undefined && interval.low <= truth && truth <= interval.high) covered++;
    }
    assert.ok(Math.abs(covered / 2_000 - 0.95) < 0.015, `${covered / 2_000}`);
  });

  it("refuses an empty sample, NaN, and p or level of 0, 1 or beyond", () => {
    assert.throws(() => quantileInterval([], 0.5), { code: "invalid-input" });
    assert.throws(() => quantileInterval([1, Number.NaN], 0.5), { code: "invalid-input" });
    for (const bad of [0, 1, 95, Number.NaN]) {
      assert.throws(() => quantileInterval([1, 2], bad), { code: "invalid-input", message: /the p must/ });
      assert.throws(() => quantileInterval([1, 2], 0.5, bad), { code: "invalid-input", message: /the level must/ });
    }
  });
});
