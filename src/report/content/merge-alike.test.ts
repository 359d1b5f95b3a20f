import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeAlike } from "./merge-alike.ts";

test("`mergeAlike()` says once, with the range, what several targets have", () => {
  const lines = [
    { target: "a", message: "latency rose by 34 % during the run (n=48)" },
    { message: "the machine ran on battery" },
    { target: "b", message: "latency rose by 74 % during the run (n=48)" },
    { target: "b", message: "latency rose by 5.5 % during the run (n=48)" },
  ];
  assert.deepEqual(mergeAlike(lines), [
    { message: "latency rose by 5.5 to 74 % during the run (n=48)", targets: ["a", "b"] },
    { message: "the machine ran on battery", targets: [] },
  ]);
});

test("`mergeAlike()` keeps apart what differs in words, and what no target stands for", () => {
  const lines = [
    { message: "a-1 beats a-2" },
    { message: "a-1 beats a-3" },
    { target: "a", message: "latency rose by 10 %" },
    { target: "b", message: "latency fell by 10 %" },
  ];
  assert.equal(mergeAlike(lines).length, 4);
});
