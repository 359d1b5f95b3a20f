import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDuration } from "./format-duration.ts";
import { formatNumber } from "./format-number.ts";
import { formatQuantity } from "./format-quantity.ts";

test("`formatNumber()` shows three significant digits and sets thousands apart from 10,000 on", () => {
  const cases: readonly (readonly [number, string])[] = [
    [412.4, "412"],
    [99.96, "100"],
    [38.24, "38.2"],
    [9.999, "10.0"],
    [1.006, "1.01"],
    [0.1234, "0.123"],
    [0.00001, "0.000"],
    [0, "0"],
    [-0.0001, "0.000"],
    [-12.34, "-12.3"],
    [1234.5, "1235"],
    [1234567, "1,234,567"],
  ];
  for (const [value, text] of cases) assert.equal(formatNumber(value), text, String(value));
});

test("`formatNumber()` shows what is no number as absent", () => {
  assert.deepEqual(
    [Number.NaN, Number.POSITIVE_INFINITY].map((value) => formatNumber(value)),
    ["-", "-"],
  );
});

test("`formatQuantity()` chooses the unit in which a value reads best", () => {
  assert.equal(formatQuantity(412, "ms"), "412 ms");
  assert.equal(formatQuantity(1240, "ms"), "1.24 s");
  assert.equal(formatQuantity(126_000_000, "bytes"), "126 MB");
  assert.equal(formatQuantity(1_520_000_000, "bytes"), "1.52 GB");
  assert.equal(formatQuantity(38.24, "tokens/s"), "38.2 tokens/s");
  assert.equal(formatQuantity(0.831, "ratio"), "83.1%");
  assert.equal(formatQuantity(Number.NaN, "ms"), "-");
});

test("`formatDuration()` reads like a clock", () => {
  assert.deepEqual([0, 840, 12_400, 59_960, 185_000, 8_040_000, -1].map(formatDuration), [
    "0 ms",
    "840 ms",
    "12.4 s",
    "1 min 0 s",
    "3 min 5 s",
    "2 h 14 min",
    "-",
  ]);
});
