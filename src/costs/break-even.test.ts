import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estimate } from "../core/estimate.ts";
import { findBreakEven } from "./break-even.ts";

const gain = (value: number, low?: number, high?: number): Estimate => {
  return {
    value,
    level: 0.95,
    n: 20,
    of: "prompts",
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
  };
};

test("`findBreakEven()` divides what a day costs by what an answer wins, and turns the interval round", () => {
  assert.deepEqual(findBreakEven(2, gain(0.01, 0.008, 0.02), 1000), {
    type: "at",
    answersPerDay: 200,
    low: 100,
    high: 250,
    n: 20,
    capacity: 1000,
    isBeyondCapacity: false,
  });
});

test("`findBreakEven()` says where the machine cannot answer so much, and leaves the interval open where nothing may be won", () => {
  const found = findBreakEven(2, gain(0.001, -0.001, 0.003), 1000);
  assert.ok(found.type === "at" && found.isBeyondCapacity);
  assert.equal(found.high, undefined);
  assert.ok(findBreakEven(2, gain(0.002), 1000).type === "at");
});

test("`findBreakEven()` tells never, always and unknown apart", () => {
  assert.deepEqual(findBreakEven(2, gain(-0.001), 1000), { type: "never" });
  assert.deepEqual(findBreakEven(0, gain(-0.001), 1000), { type: "never" });
  assert.deepEqual(findBreakEven(0, gain(0.001), 1000), { type: "always" });
  assert.equal(findBreakEven(2, undefined, 1000).type, "unknown");
});
