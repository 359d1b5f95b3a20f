import assert from "node:assert/strict";
import { it } from "node:test";
import { incompleteBeta } from "./incomplete-beta.ts";

it("`incompleteBeta()` agrees with exact and published values", () => {
  const expected = [
    [2, 3, 0.4, 0.5248],
    [0.5, 0.5, 0.3, 0.3690101196],
    [50, 0.5, 0.9, 0.00120415],
    [2, 3, 0.9, 0.9963],
    [1, 1, 0.25, 0.25],
    [2, 2, 0, 0],
    [2, 2, 1, 1],
    [500, 500, 0.5, 0.5],
  ] as const;
  for (const [a, b, x, value] of expected)
    assert.ok(Math.abs(incompleteBeta(a, b, x) - value) < 1e-8, `I_${x}(${a}, ${b}) = ${incompleteBeta(a, b, x)}`);
});
