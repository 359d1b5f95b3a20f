import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../lib/random.ts";
import { spearman } from "./spearman.ts";

describe("spearman()", () => {
  it("agrees with the textbook example of IQ and hours of television", () => {
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    const found = spearman(iq, hours);
    assert.ok(found !== undefined);
    assert.ok(Math.abs(found.rho - -29 / 165) < 1e-12, `${found.rho}`);
    assert.ok(Math.abs(found.pValue - 0.627188345) < 1e-8, `${found.pValue}`);
    assert.equal(found.n, 10);
  });

  it("shares ranks among ties as scipy.stats.spearmanr does", () => {
    const found = spearman([1, 2, 2, 3, 4, 4, 4, 5, 6, 7], [2, 1, 3, 3, 5, 4, 6, 6, 6, 9]);
    assert.ok(found !== undefined);
    assert.ok(Math.abs(found.rho - 0.934375) < 1e-12, `${found.rho}`);
    assert.ok(Math.abs(found.pValue / 7.492681297860981e-5 - 1) < 1e-8, `${found.pValue}`);
  });

  it("gives a perfect order no smaller p than all orders of n values allow", () => {
    assert.deepEqual(spearman([1, 2, 3], [10, 20, 90]), { rho: 1, pValue: 2 / 6, n: 3 });
    assert.deepEqual(spearman([1, 2, 3, 4], [9, 8, 7, 1]), { rho: -1, pValue: 2 / 24, n: 4 });
  });

  it("finds drift in one of twenty steady series at 5 %", () => {
    const random = createRandom(5);
    const time = Array.from({ length: 20 }, (_, index) => index);
    let found = 0;
    for (let trial = 0; trial < 2_000; trial++) {
      const result = spearman(
        time,
        time.map(() => random.next()),
      );
      if (result !== undefined && result.pValue < 0.05) found++;
    }
    assert.ok(found > 60 && found < 140, `${found} of 2000`);
  });

  it("is absent with fewer than 3 pairs and when one quantity never changes", () => {
    assert.equal(spearman([1, 2], [1, 2]), undefined);
    assert.equal(spearman([1, 2, 3, 4], [5, 5, 5, 5]), undefined);
    assert.equal(spearman([5, 5, 5, 5], [1, 2, 3, 4]), undefined);
  });

  it("refuses samples that are empty, not finite or of different length", () => {
    assert.throws(() => spearman([], []), { code: "invalid-input", message: /at least one value/ });
    assert.throws(() => spearman([1, Number.NaN, 2], [1, 2, 3]), { code: "invalid-input", message: /NaN/ });
    assert.throws(() => spearman([1, 2, 3], [1, 2]), { code: "invalid-input", message: /as long as the first \(3\)/ });
  });
});
