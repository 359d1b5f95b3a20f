import { createDelayWindows, type LoopDelay } from "../../src/bench/loop-delay.ts";

/** Often enough to see what would make a stamp late, and seldom enough to cost nothing. */
const BEAT_MS = 10;

/** Watches how long the page itself was blocked, a hidden tab included, until it is disposed. */
export function watchPageDelay(): LoopDelay & Disposable {
  let longestMs = 0;
  let dueMs = performance.now() + BEAT_MS;
  const look = () => {
    const lateMs = performance.now() - dueMs;
    longestMs = Math.max(longestMs, lateMs);
    return lateMs;
  };
  const timer = setInterval(() => {
    look();
    dueMs = performance.now() + BEAT_MS;
  }, BEAT_MS);
  const windows = createDelayWindows(() => {
    look();
    const ms = longestMs;
    longestMs = 0;
    return ms;
  });
  return { ...windows, [Symbol.dispose]: () => clearInterval(timer) };
}
