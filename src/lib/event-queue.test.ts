import assert from "node:assert/strict";
import { test } from "node:test";
import { createEventQueue } from "./event-queue.ts";

test("`createEventQueue()` hands over in order what was pushed before and during the reading", async () => {
  const queue = createEventQueue<number>();
  queue.push(1);
  const seen: number[] = [];
  const reading = (async () => {
    for await (const value of queue) seen.push(value);
  })();
  queue.push(2);
  await Promise.resolve();
  queue.push(3);
  queue.end();
  await reading;
  assert.deepEqual(seen, [1, 2, 3]);
});

test("`createEventQueue()` throws the failure after the values that came before it", async () => {
  const queue = createEventQueue<number>();
  queue.push(1);
  queue.fail(new Error("cut"));
  queue.push(2);
  const seen: number[] = [];
  await assert.rejects(async () => {
    for await (const value of queue) seen.push(value);
  }, /cut/);
  assert.deepEqual(seen, [1]);
});

test("`createEventQueue()` calls `onLeave` once when the reader leaves early", async () => {
  let left = 0;
  const queue = createEventQueue<number>(() => {
    left += 1;
  });
  queue.push(1);
  queue.push(2);
  for await (const _ of queue) break;
  assert.equal(left, 1);
});
