import assert from "node:assert/strict";
import { it } from "node:test";
import { requireSample } from "./require-sample.ts";

it("`requireSample()` lets finite values pass and names the task and the first bad value otherwise", () => {
  requireSample([0, -1, 2.5], "take a mean");
  assert.throws(() => requireSample([], "take a mean"), { code: "invalid-input", message: /^To take a mean, / });
  assert.throws(() => requireSample([1, Number.POSITIVE_INFINITY], "x"), { message: /Infinity \(at index 1\)\.$/ });
});
