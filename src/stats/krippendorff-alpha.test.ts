import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { krippendorffAlpha } from "./krippendorff-alpha.ts";

/** Four observers and twelve units, 0 where nothing was given (Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, C). */
const OBSERVERS = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
  [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
];
const units = Array.from({ length: 12 }, (_, unit) => OBSERVERS.flatMap((row) => row[unit] || []));

describe("krippendorffAlpha()", () => {
  it("agrees with the published example of four observers, with what they left out", () => {
    assert.equal(krippendorffAlpha(units)?.toFixed(3), "0.815");
    assert.equal(krippendorffAlpha(units, "nominal")?.toFixed(3), "0.743");
  });

  it("is 1 where all agree, and about 0 where points are given by chance", () => {
    assert.equal(
      krippendorffAlpha([
        [1, 1, 1],
        [5, 5],
        [3, 3, 3, 3],
      ]),
      1,
    );
    const chance = krippendorffAlpha(
      [1, 2].flatMap((a) => [1, 2].flatMap((b) => Array.from({ length: 500 }, () => [a, b]))),
    );
    assert.ok(Math.abs(chance ?? 1) < 0.001);
  });

  it("depends on the order of the points alone", () => {
    assert.equal(krippendorffAlpha(units.map((unit) => unit.map((point) => point ** 3))), krippendorffAlpha(units));
  });

  it("is absent with one rater, with no item, and where all points are the same", () => {
    assert.equal(krippendorffAlpha([[1], [2], [3]]), undefined);
    assert.equal(krippendorffAlpha([]), undefined);
    assert.equal(
      krippendorffAlpha([
        [4, 4],
        [4, 4],
      ]),
      undefined,
    );
  });
});
