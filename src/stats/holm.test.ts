import assert from "node:assert/strict";
import { test } from "node:test";
import { holm } from "./holm.ts";

test("`holm()` asks the most of the smallest p value, and stops at the first that falls short", () => {
  assert.deepEqual(holm([0.01, 0.04, 0.03, 0.005]), [true, false, false, true]);
  assert.deepEqual(holm([0.04]), [true]);
  assert.deepEqual(holm([0.026, 0.026]), [false, false]);
  assert.deepEqual(holm([]), []);
});
