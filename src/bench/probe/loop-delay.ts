import { monitorEventLoopDelay } from "node:perf_hooks";

/** How long our own event loop was blocked, which would make every stamp late. */
export interface LoopDelay extends Disposable {
  reset(): void;
  /** Longest delay since the last reset in ms, beyond the watcher's own interval. */
  readMs(): number;
}

/** The watcher wakes this often; a delay is what a wake-up came late by. */
const INTERVAL_MS = 5;

/** Watches the event loop until disposed. */
export function watchLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: INTERVAL_MS });
  histogram.enable();
  return {
    reset: () => histogram.reset(),
    readMs: () => (histogram.count === 0 ? 0 : Math.max(0, Math.round(histogram.max / 1e4) / 100 - INTERVAL_MS)),
    [Symbol.dispose]: () => {
      histogram.disable();
    },
  };
}
