import assert from "node:assert/strict";
import { test } from "node:test";
import { readProcessorTime } from "./read-processor-time.ts";

test("`readProcessorTime()` adds user and system time, whatever the program is called", async () => {
  const stat = "77 (odd ) name) S 1 77 77 0 -1 4194304 500 0 0 0 321 45 9 9 20 0 5 0 1000 0 0";
  assert.equal(await readProcessorTime(77, async () => stat), 3660);
});

test("`readProcessorTime()` is undefined for a process that is gone", async () => {
  assert.equal(await readProcessorTime(77, async () => Promise.reject(new Error("gone"))), undefined);
});
