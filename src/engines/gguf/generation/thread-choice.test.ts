import assert from "node:assert/strict";
import { test } from "node:test";
import { createThreadChoice, type ThreadChoice } from "./thread-choice.ts";

/** Does so many steps, each as long as is said for its threads, and returns the threads that were taken. */
function run(choice: ThreadChoice, steps: number, tookMs: (threads: number) => number, size = 16): number[] {
  return Array.from({ length: steps }, () => {
    const threads = choice.next();
    choice.learn({ threads, size, tookMs: tookMs(threads) });
    return threads;
  });
}

test("`createThreadChoice()` takes more threads once they are seen to be faster", () => {
  const choice = createThreadChoice(1, 4);
  const taken = run(choice, 12, (threads) => 80 / threads);
  assert.equal(taken[0], 1);
  assert.equal(taken.at(-1), 4);
});

test("`createThreadChoice()` keeps what was measured where more threads do not help, and tries ever more seldom", () => {
  const choice = createThreadChoice(1, 2);
  const taken = run(choice, 400, () => 80);
  const tries = taken.filter((threads) => threads === 2).length;
  assert.ok(tries >= 3 && tries <= 16, `${tries} of 400`);
});

test("`createThreadChoice()` finds out later that the machine has become quiet", () => {
  const choice = createThreadChoice(1, 2);
  run(choice, 100, (threads) => 80 * threads);
  assert.equal(run(choice, 100, (threads) => 80 / threads).at(-1), 2);
});

test("`createThreadChoice()` compares no small steps with large ones, and tries none beyond the most", () => {
  const choice = createThreadChoice(1, 2);
  choice.learn({ threads: choice.next(), size: 512, tookMs: 2000 });
  choice.next();
  choice.learn({ threads: 2, size: 64, tookMs: 100 });
  assert.deepEqual(new Set(run(createThreadChoice(2, 2), 50, () => 10)), new Set([2]));
});
