import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../lib/random.ts";
import { mean } from "./centre.ts";
import { drawAny, drawNear } from "./draw-weights.ts";

const DRAWS = 20_000;

test("`drawNear()` draws weights that sum to 1, with the mean and the spread that it promises, and keeps 0", () => {
  const random = createRandom(1);
  const weights = [0.7, 0.29, 0.01, 0];
  const draws = Array.from({ length: DRAWS }, () => drawNear(weights, 20, random));
  for (const [index, weight] of weights.entries()) {
    const values = draws.map((draw) => draw[index] ?? Number.NaN);
    const middle = mean(values);
    const spread = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
    assert.ok(Math.abs(middle - weight) < 0.005, `${middle} for ${weight}`);
    assert.ok(Math.abs(spread - Math.sqrt((weight * (1 - weight)) / 21)) < 0.005, `${spread} for ${weight}`);
  }
  assert.ok(draws.every((draw) => Math.abs(draw.reduce((sum, one) => sum + one, 0) - 1) < 1e-9));
});

test("`drawAny()` favours no objective, and reaches every corner", () => {
  const random = createRandom(2);
  const draws = Array.from({ length: DRAWS }, () => drawAny(3, random));
  for (const index of [0, 1, 2]) {
    const values = draws.map((draw) => draw[index] ?? Number.NaN);
    assert.ok(Math.abs(mean(values) - 1 / 3) < 0.01);
    // Of a triangle, the part beyond 0.9 of one side is a hundredth.
    const corner = values.filter((value) => value > 0.9).length / DRAWS;
    assert.ok(Math.abs(corner - 0.01) < 0.003, `${corner}`);
  }
});
