import assert from "node:assert/strict";
import { test } from "node:test";
import { formatEstimate, formatFigure, formatPoints, formatTimes, listNames, roundRoughly } from "./format-figure.ts";

test("`formatFigure()` picks the scale and drops needless zeros", () => {
  assert.equal(formatFigure(1500, "ms"), "1.5 s");
  assert.equal(formatFigure(412.4, "ms"), "412 ms");
  assert.equal(formatFigure(2e9, "bytes"), "2 GB");
  assert.equal(formatFigure(21.84e6, "bytes"), "21.8 MB");
  assert.equal(formatFigure(38.21, "tokens/s"), "38.2 tokens/s");
});

test("`formatFigure()` never rounds a share to all or to nothing", () => {
  assert.deepEqual(
    [1, 0.996, 0.731, 0.004, 0].map((share) => formatFigure(share, "ratio")),
    ["100%", "99.6%", "73%", "0.4%", "0%"],
  );
});

test("`formatEstimate()` shows the interval in the scale and decimals of the value", () => {
  assert.equal(formatEstimate({ value: 1240, low: 980, high: 1502 }, "ms"), "1.24 s [0.98, 1.50]");
  assert.equal(formatEstimate({ value: 0.73, low: 0.62, high: 0.834 }, "ratio"), "73% [62, 83]");
  assert.equal(formatEstimate({ value: 0.73 }, "ratio"), "73%");
});

test("`formatTimes()` and `formatPoints()` show enough digits to be told from equality", () => {
  assert.equal(formatTimes({ value: 2.14, low: 1.9, high: 2.31 }), "2.1x [1.9, 2.3]");
  assert.equal(formatTimes({ value: 0.974, low: 0.931, high: 1.02 }), "0.97x [0.93, 1.02]");
  assert.equal(formatTimes({ value: 1.5, low: 1.5, high: 1.5 }), "1.50x");
  assert.equal(formatPoints({ value: 0.22, low: 0.09, high: 0.35 }), "22 points [9, 35]");
  assert.equal(formatPoints({ value: -0.012 }), "-1 point");
  assert.equal(formatPoints({ value: -0.002 }), "0 points");
});

test("`roundRoughly()` rounds up to tens and two digits", () => {
  assert.deepEqual([25, 58, 90, 231, 1821].map(roundRoughly), [30, 60, 90, 240, 1900]);
});

test("`listNames()` joins as a sentence does", () => {
  assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listNames), ["", "a", "a and b", "a, b and c"]);
});
