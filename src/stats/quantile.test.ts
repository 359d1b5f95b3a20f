import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { quantile, quantileSorted } from "./quantile.ts";

describe("quantile()", () => {
  it("agrees with numpy.quantile", () => {
    const values = [3.1, 0.2, 7.7, 7.7, 1.5, 9.4, 2.2];
    const expected = [
      [0, 0.2],
      [0.1, 0.98],
      [0.25, 1.85],
      [0.5, 3.1],
      [0.9, 8.38],
      [0.99, 9.298],
      [1, 9.4],
    ] as const;
    for (const [p, value] of expected) assert.ok(Math.abs(quantile(values, p) - value) < 1e-12, `p ${p}`);
  });

  it("sorts by number and leaves the sample as it was", () => {
    const values = [100, 9, 20];
    assert.equal(quantile(values, 0.5), 20);
    assert.deepEqual(values, [100, 9, 20]);
  });

  it("never passes the maximum of a small sample", () => {
    assert.ok(Math.abs(quantile([1, 2, 3], 0.95) - 2.9) < 1e-12);
  });

  it("gives the one value of a sample of one", () => {
    for (const p of [0, 0.5, 0.99, 1]) assert.equal(quantile([4], p), 4);
  });

  it("refuses an empty sample", () => {
    assert.throws(() => quantile([], 0.5), { code: "invalid-input", message: /at least one value/ });
  });

  it("refuses NaN and infinite values, naming where they stand", () => {
    assert.throws(() => quantile([1, Number.NaN], 0.5), { code: "invalid-input", message: /NaN \(at index 1\)/ });
    assert.throws(() => quantile([Number.POSITIVE_INFINITY], 0.5), { code: "invalid-input", message: /Infinity/ });
  });

  it("refuses p outside 0 to 1", () => {
    for (const p of [-0.1, 1.1, 95, Number.NaN])
      assert.throws(() => quantile([1, 2], p), {
        code: "invalid-input",
        message: /p of a quantile must be between 0 and 1/,
      });
  });
});

describe("quantileSorted()", () => {
  it("agrees with quantile() without sorting again", () => {
    for (const p of [0, 0.05, 0.3, 0.4, 0.5, 0.95, 1])
      assert.equal(quantileSorted([15, 20, 35, 40, 50], p), quantile([35, 15, 50, 20, 40], p));
  });

  it("takes typed arrays", () => {
    assert.equal(quantileSorted(Float64Array.of(1, 2, 3, 4), 0.5), 2.5);
  });

  it("refuses an empty sample and p outside 0 to 1", () => {
    assert.throws(() => quantileSorted([], 0.5), { code: "invalid-input", message: /at least one value/ });
    assert.throws(() => quantileSorted([1], 2), { code: "invalid-input" });
  });
});
