import assert from "node:assert/strict";
import { it } from "node:test";
import { samplesNeeded } from "./samples-needed.ts";

it("`samplesNeeded()` agrees with the published numbers at 95 %", () => {
  assert.equal(samplesNeeded(0.5), 6);
  assert.equal(samplesNeeded(0.9), 29);
  assert.equal(samplesNeeded(0.95), 59);
  assert.equal(samplesNeeded(0.99), 299);
});

it("`samplesNeeded()` agrees with the published numbers at other levels", () => {
  assert.equal(samplesNeeded(0.5, 0.99), 8);
  assert.equal(samplesNeeded(0.95, 0.9), 45);
  assert.equal(samplesNeeded(0.95, 0.99), 90);
  assert.equal(samplesNeeded(0.99, 0.99), 459);
});

it("`samplesNeeded()` is symmetric in p", () => {
  assert.equal(samplesNeeded(0.05), 59);
});

it("`samplesNeeded()` is the first number that reaches the level", () => {
  for (const p of [0.3, 0.5, 0.75, 0.999]) {
    const n = samplesNeeded(p);
    const coverage = (count: number) => 1 - p ** count - (1 - p) ** count;
    assert.ok(coverage(n) >= 0.95 && coverage(n - 1) < 0.95, `p ${p}: ${n}`);
  }
});

it("`samplesNeeded()` refuses p and levels of 0, 1 or beyond", () => {
  for (const bad of [0, 1, -0.1, 95, Number.NaN]) {
    assert.throws(() => samplesNeeded(bad), { code: "invalid-input" });
    assert.throws(() => samplesNeeded(0.5, bad), { code: "invalid-input" });
  }
});
