import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../lib/random.ts";
import { normalQuantile } from "./normal.ts";
import { sequentialComparison } from "./sequential.ts";

type Draw = (next: () => number) => number;
const normal: Draw = (next) => normalQuantile(next() || 0.5);

/** How many of the series are ever called different, when looked at after every value. */
function everDifferent(draw: Draw, series: number, length: number, seed: number): number {
  const random = createRandom(seed);
  let found = 0;
  for (let run = 0; run < series; run++) {
    const differences: number[] = [];
    while (differences.length < length) {
      differences.push(draw(random.next));
      if (sequentialComparison(differences).verdict !== "difference") continue;
      found++;
      break;
    }
  }
  return found;
}

describe("sequentialComparison()", () => {
  const equals: readonly (readonly [string, Draw])[] = [
    ["normal", normal],
    ["skewed latencies", (next) => Math.exp(0.6 * normal(next)) - Math.exp(0.6 * normal(next))],
    ["wins and losses alone", (next) => (next() < 0.5 ? -1 : 1)],
    ["coarse clock ticks", (next) => Math.floor(next() * 3) - 1],
  ];
  for (const [name, draw] of equals)
    it(`keeps its error rate over every look at equals: ${name}`, () => {
      const found = everDifferent(draw, 1_000, 60, 17);
      assert.ok(found / 1_000 <= 0.065, `${found} of 1000`);
    });

  it("keeps the error rate of another level", () => {
    const random = createRandom(3);
    let found = 0;
    for (let run = 0; run < 1_000; run++) {
      const differences: number[] = [];
      while (differences.length < 40) {
        differences.push(normal(random.next));
        if (sequentialComparison(differences, { level: 0.8 }).verdict !== "difference") continue;
        found++;
        break;
      }
    }
    assert.ok(found / 1_000 <= 0.23, `${found} of 1000`);
  });

  it("finds a real difference of one standard deviation within 40 units nearly always", () => {
    const found = everDifferent((next) => 1 + normal(next), 200, 40, 5);
    assert.ok(found >= 190, `${found} of 200`);
  });

  it("calls small differences equivalent when told what does not matter, and only then", () => {
    const differences = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 0.1 : -0.1));
    assert.equal(sequentialComparison(differences).verdict, "open");
    assert.equal(sequentialComparison(differences, { margin: 0.2 }).verdict, "equivalent");
    assert.equal(sequentialComparison(differences, { margin: 0.01 }).verdict, "open");
  });

  it("calls a difference that is proven too small to matter equivalent", () => {
    const differences = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 0.9 : 1.1));
    assert.equal(sequentialComparison(differences).verdict, "difference");
    assert.equal(sequentialComparison(differences, { margin: 5 }).verdict, "equivalent");
  });

  it("decides nothing on fewer than 6 units", () => {
    const open = sequentialComparison([5, 5.1, 5, 5.1, 5]);
    assert.equal(open.verdict, "open");
    assert.equal(open.low, undefined);
    assert.equal(sequentialComparison([5, 5.1, 5, 5.1, 5, 5.1]).verdict, "difference");
  });

  it("is the inverted Bayes factor: at its ends the factor is 1 / alpha", () => {
    const differences = [1, 4, 2, 8, 5, 7, 3, 9, 6];
    const { low, difference } = sequentialComparison(differences);
    const n = 9;
    const deviation = Math.sqrt(differences.reduce((sum, value) => sum + (value - 5) ** 2, 0) / (n - 1));
    const t = (((difference ?? 0) - (low ?? 0)) * Math.sqrt(n)) / deviation;
    const factor = (1 + n) ** -0.5 * ((1 + t ** 2 / (n - 1)) / (1 + t ** 2 / ((n - 1) * (1 + n)))) ** (n / 2);
    assert.ok(Math.abs(factor - 20) < 1e-9, `${factor}`);
  });

  it("is open before the first difference", () => {
    assert.equal(sequentialComparison([]).verdict, "open");
    assert.equal(sequentialComparison([]).difference, undefined);
  });

  it("refuses differences that are not finite, and a level or margin out of range", () => {
    assert.throws(() => sequentialComparison([1, Number.NaN]), { code: "invalid-input" });
    for (const level of [0, 1, Number.NaN])
      assert.throws(() => sequentialComparison([1], { level }), { code: "invalid-input" });
    for (const margin of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      assert.throws(() => sequentialComparison([1], { margin }), { code: "invalid-input", message: /margin/ });
  });
});
