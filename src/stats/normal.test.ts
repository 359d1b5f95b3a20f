import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalCdf, normalQuantile } from "./normal.ts";

describe("normalCdf()", () => {
  it("agrees with published values", () => {
    const expected = [
      [0, 0.5],
      [0.3, 0.617911422],
      [-1.96, 0.0249978951],
      [-2.816, 0.00243128333],
      [-5.27, 6.82118794e-8],
    ] as const;
    for (const [x, value] of expected) assert.ok(Math.abs(normalCdf(x) - value) < 1e-9, `${x}: ${normalCdf(x)}`);
  });

  it("is 0 and 1 far out", () => {
    assert.equal(normalCdf(-40), 0);
    assert.equal(normalCdf(40), 1);
  });
});

describe("normalQuantile()", () => {
  it("agrees with published values", () => {
    const expected = [
      [0.5, 0],
      [0.8, 0.84162123],
      [0.975, 1.95996398],
      [0.995, 2.5758293],
      [1e-6, -4.75342431],
    ] as const;
    for (const [p, value] of expected) assert.ok(Math.abs(normalQuantile(p) - value) < 1e-7, `${p}`);
  });
});
