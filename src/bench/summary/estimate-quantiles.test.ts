import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../../lib/random.ts";
import { median } from "../../stats/centre.ts";
import type { Cluster } from "./cluster.ts";
import { estimateQuantiles } from "./estimate-quantiles.ts";

function estimate(lists: readonly (readonly number[])[], isPooled = false) {
  const clusters = lists.map((values): Cluster => ({ of: "prompts", values }));
  return estimateQuantiles({ clusters, sorted: new Float64Array(lists.flat()).sort(), isPooled }, [0.5, 0.95]);
}

test("the p50 of prompts of very different lengths stands within its interval, which is of the same statistic", () => {
  // Two kinds of prompts, and rounds that are lost of the long ones: the pooled median is the slowest of the short ones.
  const lists = [
    ...Array.from({ length: 5 }, (_, prompt) => [9 + prompt / 10, 9.2 + prompt / 10, 9.1 + prompt / 10]),
    ...Array.from({ length: 6 }, (_, prompt) => [27 + prompt / 10]),
  ];
  const [p50] = estimate(lists);
  assert.equal(p50.value, median(lists.map(median)));
  assert.equal(p50.value, 27);
  assert.ok(p50.low !== undefined && p50.high !== undefined && p50.low < p50.value && p50.value <= p50.high);
  const random = createRandom(7);
  for (let run = 0; run < 200; run++) {
    const drawn = Array.from({ length: 6 + random.integer(20) }, () => {
      const length = 5 * 40 ** random.next();
      return Array.from({ length: 1 + random.integer(4) }, () => length * (1 + random.next() / 10));
    });
    const [of] = estimate(drawn);
    assert.ok(of.low !== undefined && of.high !== undefined && of.low <= of.value && of.value <= of.high);
  }
});

test("of gaps between tokens each counts, however many a request has", () => {
  const lists = Array.from({ length: 30 }, (_, request) =>
    Array.from({ length: 1 + request * 3 }, (_, gap) => 8 + (gap % 5)),
  );
  const [p50, p95] = estimate(lists, true);
  assert.equal(p50.value, 10);
  assert.ok(p50.low !== undefined && p50.high !== undefined && p50.low <= 10 && p50.high >= 10);
  assert.ok(p95.value >= p50.value);
});
