import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../lib/random.ts";
import { bootstrapInterval } from "./bootstrap.ts";
import { mean, median } from "./centre.ts";
import { normalQuantile } from "./normal.ts";

const single = (values: readonly number[]) => values.map((value) => [value]);

describe("bootstrapInterval()", () => {
  it("gives the same interval for the same seed, and another for another", () => {
    const clusters = single([3.14, 1.59, 2.65, 3.58, 9.79, 3.23, 8.46, 2.64]);
    const first = bootstrapInterval({ clusters, statistic: mean, seed: 1 });
    assert.deepEqual(bootstrapInterval({ clusters, statistic: mean, seed: 1 }), first);
    assert.notDeepEqual(bootstrapInterval({ clusters, statistic: mean, seed: 2 }), first);
  });

  it("says what it rests on", () => {
    const interval = bootstrapInterval({
      clusters: [[1, 2], [3]],
      statistic: mean,
      resamples: 50,
      level: 0.9,
      seed: 1,
    });
    assert.equal(interval?.estimate, 2);
    assert.equal(interval?.clusters, 2);
    assert.equal(interval?.resamples, 50);
    assert.equal(interval?.level, 0.9);
  });

  it("agrees with the t interval of a mean", () => {
    const values = Array.from({ length: 40 }, (_, index) => normalQuantile((index + 0.5) / 40));
    const interval = bootstrapInterval({ clusters: single(values), statistic: mean, resamples: 20_000, seed: 4 });
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / 39);
    const half = (2.0227 * deviation) / Math.sqrt(40);
    assert.ok(Math.abs((interval?.low ?? 0) + half) < 0.012, `${interval?.low} against ${-half}`);
    assert.ok(Math.abs((interval?.high ?? 0) - half) < 0.012, `${interval?.high} against ${half}`);
  });

  it("does not take repeats of one prompt for evidence", () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const once = bootstrapInterval({ clusters: single(values), statistic: mean, seed: 1 });
    const repeated = bootstrapInterval({ clusters: values.map((v) => [v, v, v, v, v]), statistic: mean, seed: 1 });
    assert.equal(repeated?.low, once?.low);
    assert.equal(repeated?.high, once?.high);
    assert.equal(repeated?.clusters, 8);
  });

  it("covers the true mean of few clusters nearly as often as it says", () => {
    const random = createRandom(21);
    let covered = 0;
    for (let trial = 0; trial < 800; trial++) {
      const clusters = Array.from({ length: 8 }, () => [normalQuantile(random.next() || 0.5)]);
      const interval = bootstrapInterval({ clusters, statistic: mean, resamples: 400, seed: trial });
      if (interval !== undefined && interval.low <= 0 && interval.high >= 0) covered++;
    }
    assert.ok(covered >= 0.91 * 800, `${covered} of 800`);
  });

  it("collapses when nothing varies", () => {
    const interval = bootstrapInterval({ clusters: single([7, 7, 7]), statistic: median, seed: 1 });
    assert.equal(interval?.low, 7);
    assert.equal(interval?.high, 7);
  });

  it("is absent with fewer than 2 clusters", () => {
    assert.equal(bootstrapInterval({ clusters: [], statistic: mean, seed: 1 }), undefined);
    assert.equal(bootstrapInterval({ clusters: [[1, 2, 3]], statistic: mean, seed: 1 }), undefined);
  });

  it("is absent when the statistic of a draw is no finite number", () => {
    const inverse = (values: readonly number[]) => 1 / mean(values);
    assert.equal(bootstrapInterval({ clusters: single([0, 0, 1]), statistic: inverse, seed: 1 }), undefined);
  });

  it("refuses empty clusters, NaN, and options out of range", () => {
    const clusters = single([1, 2, 3]);
    const refusal = { code: "invalid-input" };
    assert.throws(() => bootstrapInterval({ clusters: [[1], []], statistic: mean, seed: 1 }), refusal);
    assert.throws(() => bootstrapInterval({ clusters: [[1], [Number.NaN]], statistic: mean, seed: 1 }), refusal);
    assert.throws(() => bootstrapInterval({ clusters, statistic: mean, seed: Number.NaN }), refusal);
    assert.throws(() => bootstrapInterval({ clusters, statistic: mean, seed: 1, level: 1 }), refusal);
    for (const resamples of [0, -1, 2.5, Number.NaN])
      assert.throws(() => bootstrapInterval({ clusters, statistic: mean, seed: 1, resamples }), refusal);
  });
});
