import assert from "node:assert/strict";
import { test } from "node:test";
import { parseByteSize, parseDurationMs, parseList, parseNumber, parseShare, parseSwitch } from "./text-values.ts";

test("`parseNumber()` takes decimal numbers only", () => {
  assert.deepEqual(["3", " -0.5 ", "1e3", ".5", "2."].map(parseNumber), [3, -0.5, 1000, 0.5, 2]);
  for (const text of ["", " ", "abc", "0x10", "Infinity", "NaN", "1,5", "3 rounds"])
    assert.ok(Number.isNaN(parseNumber(text)), text);
});

test("`parseByteSize()` takes GB for 10^9 and GiB for 2^30, and no number without a unit", () => {
  const texts = ["2GB", "1.5 gib", "500MB", "1k", "42 b", "7B"];
  assert.deepEqual(texts.map(parseByteSize), [2e9, 1.5 * 2 ** 30, 5e8, 1000, 42, 7]);
  for (const text of ["", "GB", "2XB", "-1GB", "1.2.3GB", "2", "2000000000", "2iB"])
    assert.ok(Number.isNaN(parseByteSize(text)), text);
});

test("`parseDurationMs()` takes ms, s, min and h, and ms without a unit", () => {
  const texts = ["1500ms", "1.5s", "2min", "10m", "3h", "20"];
  assert.deepEqual(texts.map(parseDurationMs), [1500, 1500, 120_000, 600_000, 10_800_000, 20]);
  for (const text of ["", "s", "5d", "-1s", "soon"]) assert.ok(Number.isNaN(parseDurationMs(text)), text);
});

test("`parseSwitch()` leaves what is neither yes nor no to be refused", () => {
  assert.deepEqual(["1", "TRUE", "on", "0", "no", "2", ""].map(parseSwitch), [true, true, true, false, false, "2", ""]);
});

test("`parseList()` drops blanks, empty parts and repetitions", () => {
  assert.deepEqual(parseList(" a, b,,a ,"), ["a", "b"]);
});

test("`parseShare()` takes a share or a percentage", () => {
  assert.deepEqual(["0.8", "80%", " 5 % "].map(parseShare), [0.8, 0.8, 0.05]);
  for (const text of ["", "%", "eighty"]) assert.ok(Number.isNaN(parseShare(text)), text);
});
