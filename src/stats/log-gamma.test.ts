import assert from "node:assert/strict";
import { it } from "node:test";
import { logGamma } from "./log-gamma.ts";

it("`logGamma()` agrees with published values", () => {
  const expected = [
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [1, 0],
    [2, 0],
    [3.3, 0.9870985778],
    [10, Math.log(362880)],
    [100_001, 1051299.221899122],
  ] as const;
  for (const [x, value] of expected)
    assert.ok(Math.abs(logGamma(x) - value) <= 1e-10 * Math.max(1, Math.abs(value)), `${x}: ${logGamma(x)}`);
});
