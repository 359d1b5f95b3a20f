import assert from "node:assert/strict";
import { test } from "node:test";
import { createDelayWindows } from "./loop-delay.ts";

test("`createDelayWindows()` gives each window the longest delay of its own time, however windows overlap", () => {
  let delayMs = 0;
  const windows = createDelayWindows(() => {
    const taken = delayMs;
    delayMs = 0;
    return taken;
  });
  delayMs = 90;
  const first = windows.open();
  delayMs = 5;
  using second = windows.open();
  delayMs = 30;
  assert.equal(first.readMs(), 30);
  first[Symbol.dispose]();
  delayMs = 70;
  assert.equal(second.readMs(), 70);
  assert.equal(first.readMs(), 30);
  using third = windows.open();
  assert.equal(third.readMs(), 0);
});
