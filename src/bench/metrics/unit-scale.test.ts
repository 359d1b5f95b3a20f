import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleFor } from "./unit-scale.ts";

test("`scaleFor()` lets the smallest value of a column decide", () => {
  assert.equal(scaleFor("ms", [900, 120_000]).unit, "ms");
  assert.equal(scaleFor("ms", [1200, 120_000]).unit, "s");
  assert.equal(scaleFor("bytes", [2e9, 9e9]).unit, "GB");
  assert.equal(scaleFor("bytes", []).unit, "MB");
});
