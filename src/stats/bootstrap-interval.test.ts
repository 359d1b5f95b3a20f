import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../lib/random.ts";
import { bootstrapInterval } from "./bootstrap-interval.ts";
import { mean } from "./centre.ts";

const values = Array.from({ length: 40 }, (_, index) => (index * 7) % 11);

describe("bootstrapInterval()", () => {
  it("lies about the statistic, is the same for one seed, and is wider at a higher level", () => {
    const narrow = bootstrapInterval(values, mean, { seed: 1, level: 0.9 });
    const wide = bootstrapInterval(values, mean, { seed: 1, level: 0.99 });
    assert.ok(narrow && wide && wide.low < narrow.low && narrow.low < mean(values) && narrow.high < wide.high);
    assert.deepEqual(bootstrapInterval(values, mean, { seed: 1, level: 0.9 }), narrow);
  });

  it("covers the mean of 40 values about as often as it says", () => {
    const random = createRandom(3);
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const drawn = Array.from({ length: 40 }, () => random.next());
      const interval = bootstrapInterval(drawn, mean, { seed: trial, resamples: 200 });
      if (interval && interval.low <= 0.5 && interval.high >= 0.5) covered += 1;
    }
    assert.ok(covered >= 180, `${covered} of 200`);
  });

  it("is absent below 12 units, and where the statistic often is", () => {
    assert.equal(bootstrapInterval(values.slice(0, 11), mean, { seed: 1 }), undefined);
    const [rare] = values;
    const often = (drawn: readonly number[]) => (drawn.filter((value) => value === rare).length > 3 ? 1 : undefined);
    assert.equal(bootstrapInterval(values, often, { seed: 1 }), undefined);
  });
});
