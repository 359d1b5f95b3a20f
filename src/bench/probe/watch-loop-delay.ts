import { monitorEventLoopDelay } from "node:perf_hooks";
import { createDelayWindows, type LoopDelay } from "../loop-delay.ts";

/** The watcher wakes this often; a delay is what a wake-up came late by. */
const INTERVAL_MS = 5;

/** Watches the event loop of this process until disposed. */
export function watchLoopDelay(): LoopDelay & Disposable {
  const histogram = monitorEventLoopDelay({ resolution: INTERVAL_MS });
  histogram.enable();
  const windows = createDelayWindows(() => {
    const ms = histogram.count === 0 ? 0 : Math.max(0, Math.round(histogram.max / 1e4) / 100 - INTERVAL_MS);
    histogram.reset();
    return ms;
  });
  return {
    ...windows,
    [Symbol.dispose]: () => {
      histogram.disable();
    },
  };
}
